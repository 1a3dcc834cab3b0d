// The composer: words, pastes (as HTML where the clipboard has it) and files, sent as one turn of the conversation.
// Nothing pasted is ever put into the page as markup: only textContent and a textarea are used.

var LONGEST_PASTE = 8000000;
var MOST_PIECES = 12;
var pieces = [];
var sending = null;

function describe(piece) {
  if (piece.file) {
    return "文件“" + piece.name + "”";
  }
  var tables = (piece.html || "").match(/<table[\s>]/gi);
  var text = (piece.text || "").replace(/\s+/g, " ").trim();
  var kind = tables ? "含" + tables.length + "张表格" : piece.html ? "网页内容" : "文字";
  var start = text.length > 26 ? text.slice(0, 26) + "……" : text;
  return kind + "，约" + text.replace(/ /g, "").length + "字" + (start ? "：" + start : "");
}

function drawPieces() {
  var list = byId("nb-pieces");
  list.textContent = "";
  pieces.forEach(function (piece, index) {
    var item = document.createElement("li");
    var label = document.createElement("span");
    var which = document.createElement("label");
    var box = document.createElement("input");
    var remove = document.createElement("button");
    label.textContent = describe(piece);
    box.type = "checkbox";
    box.checked = piece.previous;
    box.addEventListener("change", function () { piece.previous = box.checked; });
    which.appendChild(box);
    which.appendChild(document.createTextNode("是上年的"));
    remove.type = "button";
    remove.className = "nb-quiet";
    remove.textContent = "移除";
    remove.setAttribute("aria-label", "移除第" + (index + 1) + "段内容");
    remove.addEventListener("click", function () {
      pieces.splice(index, 1);
      tell("");
      drawPieces();
      byId("nb-words").focus();
    });
    [label, which, remove].forEach(function (part) { item.appendChild(part); });
    list.appendChild(item);
  });
  list.hidden = !pieces.length;
}

function tell(message) {
  byId("nb-compose-note").textContent = message;
}

// What the clipboard (or a drop) holds, or nothing and a word about why.
function fromClipboard(data) {
  var html = (data.getData("text/html") || "").replace(/(\ssrc\s*=\s*["']?)data:[^"'\s>]*/gi, "$1");
  var text = data.getData("text/plain") || "";
  if (!html.trim() && !text.trim()) {
    return { said: "剪贴板里没有文字和表格。图片请先做文字识别；文件请用“上传文件”。" };
  }
  if (html.length > LONGEST_PASTE) {
    html = "";
  }
  if (text.length > LONGEST_PASTE || !(html + text).trim()) {
    return { said: "内容太长了，请只复制年报的部分，或者改为上传文件。" };
  }
  return { html: html, text: text, previous: false };
}

function isShort(data) {
  var html = data.getData("text/html") || "";
  var text = data.getData("text/plain") || "";
  return text && text.length < 300 && !/[\t]/.test(text) && !/<table[\s>]/i.test(html);
}

function addPiece(piece) {
  if (piece.said) {
    tell(piece.said);
    return;
  }
  if (pieces.length >= MOST_PIECES) {
    tell("一次最多" + MOST_PIECES + "段，请先发送这些。");
    return;
  }
  pieces.push(piece);
  tell("");
  drawPieces();
}

function onPaste(event) {
  if (onCellPaste(event) || !event.clipboardData) {
    return;
  }
  var place = event.target.closest ? event.target.closest("[data-paste]") : null;
  if (place) {
    event.preventDefault();
    var taken = fromClipboard(event.clipboardData);
    if (taken.said) {
      note(taken.said, "nb-refusal");
      return;
    }
    ask(place.dataset.paste, Object.assign(dataOf(place), { html: taken.html, text: taken.text }));
    return;
  }
  if (event.target.id === "nb-words") {
    if (event.clipboardData.files.length && !event.clipboardData.getData("text/plain")) {
      event.preventDefault();
      attach(event.clipboardData.files, addFile, tell);
    } else if (!isShort(event.clipboardData)) {
      event.preventDefault();
      addPiece(fromClipboard(event.clipboardData));
    }
    return;
  }
  if (event.target.hasAttribute && event.target.hasAttribute("data-editing")) {
    event.preventDefault();
    document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
  }
}

// --- files ------------------------------------------------------------------------------------

function upload(file, then, fail, progress) {
  if (file.size > 50 * 1024 * 1024) {
    fail("文件“" + file.name + "”太大，上限是50 MB。年报一般不到5 MB，请删去大图片，或只把正文另存一份再传。");
    return;
  }
  var request = new XMLHttpRequest();
  request.open("POST", "give?name=" + encodeURIComponent(file.name));
  request.upload.onprogress = function (event) {
    if (event.lengthComputable && progress) {
      progress(Math.round((100 * event.loaded) / event.total));
    }
  };
  request.onload = function () {
    var answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch (error) {
      answer = {};
    }
    if (request.status === 200 && answer.file) {
      then({ file: answer.file, name: file.name, previous: false });
    } else if (answer.error) {
      fail(answer.error.what + answer.error.advice);
    } else {
      fail("文件“" + file.name + "”没有传上来，请再试一次。");
    }
    if (request.status === 401) {
      check();
    }
  };
  request.onerror = function () {
    fail("文件“" + file.name + "”没有传上来，请再试一次。");
    check();
  };
  request.setRequestHeader("Content-Type", "application/octet-stream");
  request.send(file);
}

function attach(files, then, fail) {
  Array.prototype.slice.call(files, 0, MOST_PIECES).forEach(function (file) {
    tell("正在上传“" + file.name + "”……");
    upload(file, function (given) {
      tell("");
      then(given);
    }, fail, function (percent) { tell("正在上传“" + file.name + "”，" + percent + "%"); });
  });
}

function addFile(given) {
  addPiece(given);
}

function giveFiles(input) {
  var data = dataOf(input);
  var name = input.dataset.file;
  Array.prototype.slice.call(input.files, 0, MOST_PIECES).forEach(function (file) {
    say("正在上传“" + file.name + "”……");
    upload(file, function (given) {
      ask(name, Object.assign({}, data, { file: given.file, name: file.name }), { slow: input.hasAttribute("data-slow") || SLOW.test(name) });
    }, function (line) { note(line, "nb-refusal"); });
  });
  input.value = "";
}

function onDrop(event) {
  if (!event.dataTransfer) {
    return;
  }
  event.preventDefault();
  var place = event.target.closest ? event.target.closest("[data-paste]") : null;
  if (event.dataTransfer.files.length) {
    attach(event.dataTransfer.files, place && place.dataset.drop ? function (given) {
      ask(place.dataset.drop, Object.assign(dataOf(place), { file: given.file }));
    } : addFile, tell);
    return;
  }
  var taken = fromClipboard(event.dataTransfer);
  if (place && !taken.said) {
    ask(place.dataset.paste, Object.assign(dataOf(place), { html: taken.html, text: taken.text }));
  } else {
    addPiece(taken);
  }
}

// --- sending ----------------------------------------------------------------------------------

function submit() {
  var area = byId("nb-words");
  var words = area.value.trim();
  if (sending) {
    tell("上一句还没有做完，请等一等，或者先点“停止”。");
    return;
  }
  if (!words && !pieces.length) {
    tell("请先写一句话，或者粘贴表格、上传文件。");
    return;
  }
  area.value = "";
  keepWords();
  grow();
  sendTurn(words, pieces);
  pieces = [];
  drawPieces();
}

function sayWords(words) {
  if (sending) {
    tell("上一句还没有做完，请等一等，或者先点“停止”。");
    return;
  }
  showSide("talk");
  sendTurn(words, []);
}

function sendTurn(words, along) {
  tell("");
  hush();
  sending = { words: words, along: along };
  showLive({ status: "正在看", heard: "", text: "" });
  byId("nb-turns").scrollTop = byId("nb-turns").scrollHeight;
  var data = {
    text: words,
    pieces: along.filter(function (piece) { return !piece.file; }).map(function (piece) {
      return { html: piece.html, text: piece.text, previous: piece.previous };
    }),
    files: along.filter(function (piece) { return piece.file; }).map(function (piece) {
      return { file: piece.file, previous: piece.previous };
    })
  };
  ask("chat.say", data, { slow: true, done: function (reply) {
    var sent = sending;
    sending = null;
    showLive(null);
    if ((reply.refusal || reply.broken) && sent) {
      putBack(sent);
    }
    byId("nb-turns").scrollTop = byId("nb-turns").scrollHeight;
  } });
}

// What could not be sent comes back to where it was typed.
function putBack(sent) {
  var area = byId("nb-words");
  if (!area.value.trim()) {
    area.value = sent.words;
  }
  var kept = sent.along.filter(function (piece) { return !piece.file; });
  if (!pieces.length && kept.length) {
    pieces = kept;
    drawPieces();
  }
  keepWords();
  grow();
}

function showLive(live) {
  var box = byId("nb-live");
  box.textContent = "";
  if (!live && !sending) {
    return;
  }
  if (sending) {
    box.appendChild(bubble("nb-turn nb-user", sending.words, sending.along.map(describe)));
  }
  live = live || {};
  var answer = bubble("nb-turn nb-assistant", live.text || "", []);
  if (live.heard) {
    var heard = document.createElement("p");
    heard.className = "nb-heard";
    heard.textContent = live.heard;
    answer.appendChild(heard);
  }
  if (live.status) {
    var status = document.createElement("p");
    status.className = "nb-status";
    status.textContent = live.status;
    answer.appendChild(status);
  }
  if (answer.childNodes.length) {
    box.appendChild(answer);
  }
  var talk = byId("nb-turns");
  if (talk.scrollHeight - talk.scrollTop - talk.clientHeight < 240) {
    talk.scrollTop = talk.scrollHeight;
  }
}

function bubble(kind, text, lines) {
  var box = document.createElement("article");
  box.className = kind;
  text.split("\n").forEach(function (line) {
    if (line.trim()) {
      var paragraph = document.createElement("p");
      paragraph.textContent = line;
      box.appendChild(paragraph);
    }
  });
  if (lines.length) {
    var list = document.createElement("ul");
    list.className = "nb-along";
    lines.forEach(function (line) {
      var item = document.createElement("li");
      item.textContent = line;
      list.appendChild(item);
    });
    box.appendChild(list);
  }
  return box;
}

// --- the field --------------------------------------------------------------------------------

function keepWords() {
  try {
    window.sessionStorage.setItem("nb-words", byId("nb-words").value);
  } catch (error) { /* no storage: words are kept while the page is open */ }
}

function grow() {
  var area = byId("nb-words");
  area.style.height = "auto";
  area.style.height = Math.min(220, area.scrollHeight + 2) + "px";
}

function startComposer() {
  var area = byId("nb-words");
  try {
    area.value = window.sessionStorage.getItem("nb-words") || "";
  } catch (error) {
    area.value = "";
  }
  grow();
  byId("nb-composer").addEventListener("submit", function (event) {
    event.preventDefault();
    submit();
  });
  area.addEventListener("input", function () {
    keepWords();
    grow();
    tell("");
  });
  area.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing && event.keyCode !== 229) {
      event.preventDefault();
      submit();
    }
  });
  byId("nb-attach").addEventListener("click", function () { byId("nb-attach-file").click(); });
  byId("nb-attach-file").addEventListener("change", function (event) {
    attach(event.target.files, addFile, tell);
    event.target.value = "";
  });
  byId("nb-stop").addEventListener("click", function () {
    ask("chat.stop", {});
    byId("nb-stop").disabled = true;
    window.setTimeout(function () { byId("nb-stop").disabled = false; }, 1500);
  });
}

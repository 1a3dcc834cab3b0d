// The paste box. Keeps what the clipboard holds as HTML (merged cells and all) beside its plain text.
// Nothing pasted is ever put into the page as markup: only textContent and a textarea are used.
// Given by Gradio: element, trigger, props, watch. Old browsers read this too: no newer syntax than ES2018.
var LONGEST = 8000000;
var PAUSE = 700;
var area = element.querySelector("textarea");
var list = element.querySelector("ol");
var note = element.querySelector(".nb-paste-note");
var timer = null;
var content = parse(props.value);

function parse(value) {
  var empty = { pieces: [], typed: "" };
  try {
    var read = JSON.parse(value || "{}");
    return {
      pieces: Array.isArray(read.pieces) ? read.pieces : empty.pieces,
      typed: typeof read.typed === "string" ? read.typed : ""
    };
  } catch (error) {
    return empty;
  }
}

function send() {
  clearTimeout(timer);
  timer = null;
  var something = content.pieces.length || content.typed.trim();
  props.value = something ? JSON.stringify(content) : "";
  trigger("pasted");
}

function say(message) {
  note.textContent = message;
}

function describe(piece) {
  var tables = (piece.html || "").match(/<table[\s>]/gi);
  var text = (piece.text || "").replace(/\s+/g, " ").trim();
  var kind = tables ? "含" + tables.length + "张表格" : piece.html ? "网页内容" : "文字";
  var start = text.length > 26 ? text.slice(0, 26) + "……" : text;
  return (piece.name || kind + "，约" + text.replace(/ /g, "").length + "字") + (start ? "：" + start : "");
}

function draw() {
  list.textContent = "";
  content.pieces.forEach(function (piece, index) {
    var item = document.createElement("li");
    var label = document.createElement("span");
    var remove = document.createElement("button");
    label.textContent = describe(piece);
    remove.type = "button";
    remove.textContent = "移除";
    remove.setAttribute("aria-label", "移除第" + (index + 1) + "段粘贴的内容");
    remove.addEventListener("click", function () {
      content.pieces.splice(index, 1);
      say("");
      draw();
      send();
    });
    item.appendChild(label);
    item.appendChild(remove);
    list.appendChild(item);
  });
  list.hidden = !content.pieces.length;
}

function take(data) {
  var html = (data.getData("text/html") || "").replace(/(\ssrc\s*=\s*["']?)data:[^"'\s>]*/gi, "$1");
  var text = data.getData("text/plain") || "";
  if (!html.trim() && !text.trim()) {
    say("剪贴板里没有文字和表格。图片请先做文字识别；文件请用下面的“上传”。");
    return;
  }
  if (html.length > LONGEST) {
    html = "";
  }
  if (text.length > LONGEST || !(html + text).trim()) {
    say("内容太长了，请只复制年报的部分，或者改为上传文件。");
    return;
  }
  content.pieces.push({ html: html, text: text });
  say("");
  draw();
  send();
}

function isShort(data) {
  var html = data.getData("text/html") || "";
  var text = data.getData("text/plain") || "";
  return text && text.length < 60 && !/[\t\r\n]/.test(text) && !/<table[\s>]/i.test(html);
}

element.addEventListener("paste", function (event) {
  if (!event.clipboardData || (isShort(event.clipboardData) && event.isTrusted)) {
    return;
  }
  event.preventDefault();
  take(event.clipboardData);
});

element.addEventListener("drop", function (event) {
  event.preventDefault();
  if (event.dataTransfer) {
    take(event.dataTransfer);
  }
});

area.addEventListener("input", function () {
  content.typed = area.value;
  clearTimeout(timer);
  timer = setTimeout(send, PAUSE);
});

area.addEventListener("blur", function () {
  if (timer) {
    send();
  }
});

watch("value", function () {
  content = parse(props.value);
  area.value = content.typed;
  say("");
  draw();
});

area.value = content.typed;
draw();

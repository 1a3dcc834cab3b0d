// Events go up on two lanes, replies come down; a lane carries one event at a time, so that nothing overtakes.
// Old browsers read this too: no newer syntax than ES2018.

var state = {
  root: null, w: "", v: 0, tab: "tables", seen: {}, have: {}, others: [], epoch: 0, count: 0, place: "",
  seat: ticket(), down: false, out: false
};
var lanes = { act: { queue: [], flying: null, trigger: null }, slow: { queue: [], flying: null, trigger: null } };
var LATE = { act: 8000, slow: 30000 };

function ticket() {
  var bytes = new Uint8Array(16);
  window.crypto.getRandomValues(bytes);
  return Array.prototype.map.call(bytes, function (byte) { return ("0" + byte.toString(16)).slice(-2); }).join("");
}

function byId(id) {
  return document.getElementById(id);
}

// --- going up ---------------------------------------------------------------------------------

function ask(act, data, options) {
  var job = { act: act, data: data || {}, options: options || {}, epoch: state.epoch, n: "", json: "", sent: 0 };
  var lane = lanes[job.options.slow ? "slow" : "act"];
  var last = lane.queue[lane.queue.length - 1];
  if (job.options.merge && last && last.act === act && last.epoch === job.epoch && job.options.merge(last.data, job.data)) {
    return;
  }
  if (job.options.idle && (lane.flying || lane.queue.length)) {
    return;
  }
  lane.queue.push(job);
  keepPending();
  pump();
}

// What is not yet acknowledged outlives a reload of the page, be it ours or somebody pressing F5.
function keepPending() {
  var waiting = [lanes.act.flying].concat(lanes.act.queue).filter(function (job) {
    return job && !job.options.idle && !/^(desk\.look|works\.list|chat\.stop)$/.test(job.act) && job.epoch === state.epoch;
  }).map(function (job) { return { act: job.act, data: job.data, n: job.n, json: job.json }; });
  var kept = JSON.stringify({ w: state.w, jobs: waiting, said: sending ? sending.words : "" });
  try {
    if ((waiting.length || sending) && kept.length < 300000) {
      window.sessionStorage.setItem("nb-pending", kept);
    } else {
      window.sessionStorage.removeItem("nb-pending");
    }
  } catch (error) { /* no storage: what is on its way is lost with the page */ }
}

function readPending() {
  try {
    return JSON.parse(window.sessionStorage.getItem("nb-pending") || "null");
  } catch (error) {
    return null;
  }
}

function takePending(kept) {
  if (!kept || kept.w !== state.w) {
    return;
  }
  (kept.jobs || []).forEach(function (job) {
    lanes.act.queue.push({ act: job.act, data: job.data, options: {}, epoch: state.epoch, n: job.n, json: job.json, sent: 0 });
  });
  var said = state.root.querySelectorAll("[data-part=chat] .nb-user");
  var last = said.length ? said[said.length - 1].textContent : "";
  if (kept.said && last.indexOf(kept.said.slice(0, 40)) < 0 && !byId("nb-words").value) {
    byId("nb-words").value = kept.said;
    grow();
  }
  pump();
}

function pump() {
  ["act", "slow"].forEach(function (name) {
    var lane = lanes[name];
    var other = lanes[name === "act" ? "slow" : "act"];
    if (state.down || state.out || lane.flying || !lane.queue.length || !lane.trigger) {
      return;
    }
    if (!state.w && other.flying) {
      return; // the first step makes the report that the next one belongs to
    }
    var job = lane.queue.shift();
    if (job.epoch !== state.epoch) {
      pump();
      return;
    }
    state.count += 1;
    job.json = job.json || JSON.stringify(Object.assign({}, job.data, {
      n: (job.n = state.seat + state.count), seat: state.seat, act: job.act, w: state.w, v: state.v, tab: state.tab, seen: state.seen, have: state.have,
      slow: name === "slow", idle: Boolean(job.options.idle)
    }));
    lane.flying = job;
    send(name);
  });
  showBusy();
}

function send(name) {
  var job = lanes[name].flying;
  job.sent = Date.now();
  lanes[name].trigger(name, { json: job.json });
}

// --- coming down ------------------------------------------------------------------------------

function receive(name, text) {
  var lane = lanes[name];
  var reply;
  try {
    reply = JSON.parse(text);
  } catch (error) {
    return;
  }
  var job = lane.flying;
  if (!job || reply.n !== job.n) {
    return;
  }
  job.sent = Date.now();
  if (job.epoch === state.epoch) {
    show(reply, job);
  }
  if (reply.done) {
    lane.flying = null;
    if (job.options.done) {
      job.options.done(reply);
    }
    keepPending();
    pump();
  }
}

function show(reply, job) {
  if (reply.gone) {
    setWork("");
  } else if (typeof reply.w === "string" && reply.w !== state.w) {
    setWork(reply.w);
  }
  if (typeof reply.v === "number" && reply.v >= state.v) {
    state.v = reply.v;
    Object.keys(reply.parts || {}).forEach(function (name) { showPart(name, reply.parts[name]); });
  }
  if (reply.title) {
    document.title = reply.title;
  }
  if (reply.others) {
    state.others = reply.others;
    sayOthers();
  }
  if (reply.live !== undefined) {
    showLive(reply.live);
  }
  if (reply["goto"] && job.went !== reply["goto"]) {
    job.went = reply["goto"];
    go(reply["goto"]);
  }
  if (reply.say) {
    say(reply.say);
  }
  if (reply.done) {
    (reply.notices || []).forEach(function (line) { note(line, "nb-notice"); });
    if (!job.options.idle) {
      forgetRefusals();
    }
    if (reply.refusal) {
      note(reply.refusal.what + " " + reply.refusal.advice, "nb-refusal");
    }
    if (reply.broken) {
      note(reply.broken, "nb-refusal");
    }
  }
  if (state.place) {
    goPlace(state.place, Boolean(reply.done));
  }
}

function showPart(name, part) {
  var place = state.root.querySelector('[data-part="' + name + '"]');
  if (!place) {
    return;
  }
  var talk = byId("nb-turns");
  var low = name === "chat" && talk.scrollHeight - talk.scrollTop - talk.clientHeight < 120;
  fill(place, part[1]);
  state.have[name] = part[0];
  if (name === "tabs") {
    markTab();
  }
  if (low) {
    talk.scrollTop = talk.scrollHeight;
  }
}

function setWork(id) {
  state.w = id;
  window.history.replaceState(null, "", window.location.pathname + (id ? "?w=" + encodeURIComponent(id) : ""));
}

function openWork(id) {
  state.epoch += 1;
  state.v = 0;
  state.seen = {};
  state.others = [];
  lanes.act.queue = [];
  setWork(id);
  showLive(null);
  forgetRefusals();
  ask(id ? "desk.look" : "desk.new", {});
}

// --- what is said -----------------------------------------------------------------------------

var sayTimer = null;

function say(line) {
  var box = byId("nb-say");
  box.textContent = line;
  box.classList.add("nb-shown");
  window.clearTimeout(sayTimer);
  sayTimer = window.setTimeout(hush, Math.min(12000, 3500 + line.length * 90));
}

// Once people go on to something else, it has been read or is not wanted.
function hush() {
  byId("nb-say").classList.remove("nb-shown");
  byId("nb-say").textContent = "";
}

function note(line, kind) {
  var box = document.createElement("div");
  var text = document.createElement("p");
  var close = document.createElement("button");
  box.className = "nb-card " + kind;
  box.setAttribute("role", kind === "nb-refusal" ? "alert" : "status");
  text.textContent = line;
  close.type = "button";
  close.className = "nb-close";
  close.textContent = "✕";
  close.setAttribute("aria-label", "知道了");
  close.addEventListener("click", function () { box.remove(); });
  box.appendChild(text);
  box.appendChild(close);
  var place = byId("nb-notices");
  place.appendChild(box);
  while (place.children.length > 4) {
    place.firstElementChild.remove();
  }
}

function forgetRefusals() {
  Array.prototype.slice.call(byId("nb-notices").querySelectorAll(".nb-refusal")).forEach(function (box) { box.remove(); });
}

function sayOthers() {
  var saved = byId("nb-saved");
  if (!saved) {
    return;
  }
  var here = byId("nb-others") || document.createElement("span");
  here.id = "nb-others";
  here.className = "nb-badge";
  here.textContent = state.others.length ? state.others.join("、") + "也开着这份年报" : "";
  if (!here.parentNode) {
    byId("nb-say").parentNode.insertBefore(here, byId("nb-say"));
  }
  here.hidden = !state.others.length;
}

function showBusy() {
  state.root.classList.toggle("nb-busy", Boolean(lanes.act.flying && !lanes.act.flying.options.idle));
  byId("nb-stop").hidden = !lanes.slow.flying;
}

// --- the connection ---------------------------------------------------------------------------

function trouble(line, link) {
  var box = byId("nb-trouble");
  box.hidden = !line;
  box.textContent = line;
  if (line && link) {
    var open = document.createElement("a");
    open.href = "login" + (state.w ? "?w=" + encodeURIComponent(state.w) : "");
    open.target = "_blank";
    open.rel = "opener";
    open.textContent = "重新登录（在新标签页里，登录后回到这里）";
    box.appendChild(document.createTextNode(" "));
    box.appendChild(open);
  }
}

function check() {
  return window.fetch("me", { cache: "no-store", credentials: "same-origin" }).then(function (answer) {
    if (answer.status === 401) {
      state.out = true;
      trouble("请重新登录：登录已经过期。填好的内容都还在这个页面上。", true);
      return false;
    }
    if (!answer.ok) {
      throw new Error("not ok");
    }
    return true;
  }).catch(function () {
    state.down = true;
    trouble("和年报助手的连接断了，正在重新连接。填好的内容都还在这个页面上，请先不要关闭。一直连不上，请看看启动它的窗口是不是关了。");
    return false;
  });
}

function watchConnection() {
  var late = ["act", "slow"].some(function (name) {
    var job = lanes[name].flying;
    return job && Date.now() - job.sent > LATE[name];
  });
  if (!(state.down || state.out || late)) {
    return;
  }
  var was = state.down || state.out;
  check().then(function (fine) {
    if (!fine) {
      return;
    }
    state.down = state.out = false;
    trouble("");
    if (was) {
      resend();
    } else if (lanes.act.flying && Date.now() - lanes.act.flying.sent > 5 * LATE.act) {
      send("act");
    }
    pump();
  });
}

// The same event with its number: the server does it once and gives the reply again.
function resend() {
  ["act", "slow"].forEach(function (name) {
    if (lanes[name].flying) {
      send(name);
    }
  });
  window.setTimeout(function () {
    if (lanes.act.flying && Date.now() - lanes.act.flying.sent > 2500 && !state.down && !state.out) {
      keepWords();
      keepPending();
      window.location.reload(); // Gradio's own line is dead; what waits is sent again from the fresh page
    }
  }, 3000);
  if (!lanes.act.flying) {
    ask("desk.look", {});
  }
}

// Gradio tells nobody when an event could not be sent.
function watchFetch() {
  var real = window.fetch;
  window.fetch = function (what) {
    var url = String(what && what.url ? what.url : what);
    var asked = real.apply(window, arguments);
    if (url.indexOf("/queue/join") < 0) {
      return asked;
    }
    return asked.then(function (answer) {
      if (!answer.ok) {
        lost(answer.status);
      }
      return answer;
    }, function (error) {
      lost(0);
      throw error;
    });
  };
}

function lost(status) {
  if (status === 413) {
    giveUp("内容太大，没有送出去。请减少一次送来的内容，或者改为上传文件。");
  } else if (status === 503) {
    giveUp("现在用的人太多，请等一会儿再试一次。");
  } else {
    check().then(function (fine) {
      if (fine) {
        giveUp("出了点问题，这一步没有送出去，请再试一次。");
      }
    });
  }
}

function giveUp(line) {
  ["act", "slow"].forEach(function (name) {
    var job = lanes[name].flying;
    if (job) {
      lanes[name].flying = null;
      if (job.options.done) {
        job.options.done({ done: true, refusal: { what: line, advice: "" } });
      }
    }
  });
  note(line, "nb-refusal");
  pump();
}

// --- tabs and places --------------------------------------------------------------------------

function go(where) {
  var found = /^tab:([a-z]+)(?:#([\w.:-]+))?$/.exec(where || "");
  if (found) {
    showTab(found[1], found[2] || "");
  }
}

function showTab(name, place) {
  if (!byId("pane-" + name)) {
    return;
  }
  var changed = state.tab !== name;
  if (changed) {
    hush();
  }
  state.tab = name;
  state.place = place || "";
  markTab();
  showSide("work");
  try {
    window.sessionStorage.setItem("nb-tab", name);
  } catch (error) { /* no storage: the first tab opens next time */ }
  if (place) {
    goPlace(place, false);
  }
  if (changed || !state.have["pane-" + name]) {
    ask("desk.look", {});
  }
}

function markTab() {
  Array.prototype.forEach.call(state.root.querySelectorAll('[role="tab"]'), function (tab) {
    var mine = tab.getAttribute("data-tab") === state.tab;
    tab.setAttribute("aria-selected", mine ? "true" : "false");
    tab.tabIndex = mine ? 0 : -1;
    if (mine) {
      keepInSight(tab);
    }
  });
  Array.prototype.forEach.call(state.root.querySelectorAll(".nb-pane"), function (pane) {
    pane.hidden = pane.id !== "pane-" + state.tab;
  });
}

// On a narrow screen the tabs are wider than the page.
function keepInSight(tab) {
  var list = tab.parentNode;
  var room = list.getBoundingClientRect();
  var here = tab.getBoundingClientRect();
  list.scrollLeft += here.left < room.left ? here.left - room.left : Math.max(0, here.right - room.right);
}

function goPlace(id, last) {
  var found = byId(id);
  if (!found) {
    if (last) {
      state.place = "";
    }
    return;
  }
  state.place = "";
  for (var box = found.parentElement; box; box = box.parentElement) {
    if (box.nodeName === "DETAILS") {
      box.open = true;
    }
  }
  found.scrollIntoView({ block: "center", inline: "center" });
  if (found.tabIndex >= 0 || found.hasAttribute("tabindex")) {
    found.focus({ preventScroll: true });
  }
  found.classList.add("nb-flash");
  window.setTimeout(function () { found.classList.remove("nb-flash"); }, 2200);
}

function showSide(side) {
  state.root.querySelector(".nb-columns").setAttribute("data-side", side);
  Array.prototype.forEach.call(state.root.querySelectorAll(".nb-switch [data-side]"), function (button) {
    button.setAttribute("aria-pressed", button.getAttribute("data-side") === side ? "true" : "false");
  });
}

// --- what people do ---------------------------------------------------------------------------

var NOT_SENT = { act: true, "goto": true, confirm: true, slow: true, opens: true, part: true, dirty: true, edit: true, closes: true, paste: true, drop: true, file: true, fields: true };

// What takes its time goes up on the lane of its own, so that editing does not wait behind it.
var SLOW = /^(chat\.(say|retry)|draft\.(make_with_model|revise|vary)|library\..+|settings\.test)$/;

function dataOf(element) {
  var data = {};
  Object.keys(element.dataset).forEach(function (key) {
    if (!NOT_SENT[key]) {
      data[key] = element.dataset[key];
    }
  });
  (element.dataset.fields || "").split(" ").forEach(function (id) {
    if (id && byId(id)) {
      fieldsOf(byId(id), data);
    }
  });
  return data;
}

// The named fields of an element, or of what is in it.
function fieldsOf(place, data) {
  var all = place.name ? [place] : Array.prototype.slice.call(place.querySelectorAll("[name]"));
  all.forEach(function (field) {
    if (/^(checkbox|radio)$/.test(field.type) ? field.checked : true) {
      data[field.name] = field.value;
    }
  });
}

function act(element, name, more) {
  var data = Object.assign(dataOf(element), more || {});
  if (element.dataset.confirm && !window.confirm(element.dataset.confirm)) {
    return;
  }
  if (name === "see") {
    if (data.key && data.value !== undefined) { // a field: what it holds is kept under its key
      data[data.key] = data.value;
      delete data.key;
      delete data.value;
    }
    Object.keys(data).forEach(function (key) { state.seen[key] = String(data[key]).slice(0, 200); });
    if (!element.dataset["goto"]) {
      ask("desk.look", {});
    }
    return;
  }
  ask(name, data, { slow: element.hasAttribute("data-slow") || SLOW.test(name) });
}

function onSubmit(event) {
  var form = event.target;
  if (!form.dataset.act) {
    return;
  }
  event.preventDefault();
  var data = dataOf(form);
  fieldsOf(form, data);
  ask(form.dataset.act, data, { slow: SLOW.test(form.dataset.act), done: function (reply) {
    if (!reply.refusal && !reply.broken) {
      form.reset();
    }
  } });
}

function onClick(event) {
  var element = event.target.closest("[data-act],[data-goto],[data-say],[data-tab],[data-open],[data-close],[data-side],[data-size],[data-focus]");
  if (!element || !state.root.contains(element) || element.disabled) {
    return;
  }
  var set = element.dataset;
  var field = /^(INPUT|SELECT|TEXTAREA)$/.test(element.nodeName);
  if (field || (element.nodeName !== "BUTTON" && element.nodeName !== "A")) {
    return;
  }
  if (element.nodeName === "A") {
    event.preventDefault();
  }
  if (set.act) {
    act(element, set.act);
  }
  if (set["goto"]) {
    var tab = state.tab;
    go(set["goto"]);
    if (set.act === "see" && tab === state.tab) {
      ask("desk.look", {});
    }
  }
  if (set.say) {
    sayWords(set.say);
  }
  if (set.tab) {
    showTab(set.tab, "");
  }
  if (set.closes && byId(set.closes)) {
    byId(set.closes).open = false; // what is made next stands below it
  }
  if (set.opens) {
    openDrawer(set.opens, element);
  }
  if (set.open !== undefined) {
    closeDrawer();
    openWork(set.open);
  }
  if (set.close) {
    closeDrawer();
  }
  if (set.side && element.nodeName === "BUTTON") {
    showSide(set.side);
  }
  if (set.size) {
    resize(set.size);
  }
  if (set.focus) {
    showSide(set.focus === "nb-words" ? "talk" : "work");
    byId(set.focus).focus();
  }
}

function onChange(event) {
  var element = event.target;
  if (element.dataset && element.dataset.file !== undefined && element.type === "file") {
    giveFiles(element);
    return;
  }
  if (!element.dataset || !element.dataset.act) {
    return;
  }
  var checkbox = element.type === "checkbox";
  element.removeAttribute("data-dirty");
  act(element, element.dataset.act, { value: checkbox ? (element.checked ? "true" : "") : element.value });
}

function onInput(event) {
  var element = event.target;
  if (element.dataset && (element.dataset.act || element.name)) {
    element.setAttribute("data-dirty", "");
  }
}

// Text that is edited where it stands: data-edit="action".
function onFocus(event) {
  var element = event.target;
  if (!element.dataset || !element.dataset.edit || element.hasAttribute("data-editing")) {
    return;
  }
  element.setAttribute("contenteditable", "plaintext-only");
  if (!element.isContentEditable) {
    element.setAttribute("contenteditable", "true");
  }
  element.setAttribute("data-editing", element.innerText);
}

function onBlur(event) {
  var element = event.target;
  if (!element.dataset || !element.dataset.edit || !element.hasAttribute("data-editing")) {
    return;
  }
  var before = element.getAttribute("data-editing");
  var now = element.innerText;
  element.removeAttribute("data-editing");
  if (now.trim() !== before.trim()) {
    forgetPane();
    act(element, element.dataset.edit, { value: now.trim() });
  }
}

function forgetPane() {
  delete state.have["pane-" + state.tab];
}

function onKey(event) {
  var element = event.target;
  if (element.dataset && element.dataset.edit && element.hasAttribute("data-editing")) {
    if (event.key === "Enter" && !event.isComposing && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      element.blur();
    } else if (event.key === "Escape") {
      element.innerText = element.getAttribute("data-editing");
      element.blur();
    }
    return;
  }
  if (element.getAttribute && element.getAttribute("role") === "tab") {
    moveTab(event);
    return;
  }
  if (event.key === "Escape") {
    closeDrawer();
  }
  if (event.key === "Tab") {
    keepInDrawer(event);
  }
  var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(element.nodeName) || element.isContentEditable;
  if (!typing && (event.ctrlKey || event.metaKey) && !event.altKey) {
    var key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) {
      event.preventDefault();
      ask("desk.undo", {});
    } else if (key === "y" || (key === "z" && event.shiftKey)) {
      event.preventDefault();
      ask("desk.redo", {});
    }
  }
}

function moveTab(event) {
  var all = Array.prototype.slice.call(state.root.querySelectorAll('[role="tab"]'));
  var at = all.indexOf(event.target);
  var to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined) {
    return;
  }
  event.preventDefault();
  var next = all[(to + all.length) % all.length];
  showTab(next.getAttribute("data-tab"), "");
  next.focus();
}

// --- the drawer -------------------------------------------------------------------------------

var drawerFrom = null;

function openDrawer(id, from) {
  drawerFrom = from;
  byId(id).hidden = false;
  byId(id).querySelector("button").focus();
}

function closeDrawer() {
  var open = state.root.querySelector(".nb-drawer:not([hidden])");
  if (!open) {
    return;
  }
  open.hidden = true;
  if (drawerFrom && document.contains(drawerFrom)) {
    drawerFrom.focus();
  }
}

function keepInDrawer(event) {
  var open = state.root.querySelector(".nb-drawer:not([hidden])");
  if (!open) {
    return;
  }
  var all = Array.prototype.filter.call(open.querySelectorAll("button,a[href],summary,input"), function (element) {
    return element.offsetParent !== null;
  });
  var edge = event.shiftKey ? all[0] : all[all.length - 1];
  if (document.activeElement === edge || !open.contains(document.activeElement)) {
    event.preventDefault();
    (event.shiftKey ? all[all.length - 1] : all[0]).focus();
  }
}

// --- the size of text -------------------------------------------------------------------------

var SIZES = ["0.875", "1", "1.125", "1.25", "1.5"];

function resize(which) {
  var at = SIZES.indexOf(document.documentElement.style.getPropertyValue("--nb-size") || "1");
  at = Math.max(0, Math.min(SIZES.length - 1, at + (which === "more" ? 1 : -1)));
  setSize(SIZES[at]);
  try {
    window.localStorage.setItem("nb-size", SIZES[at]);
  } catch (error) { /* no storage: it holds until the page is closed */ }
  say("字号：" + Math.round(SIZES[at] * 100) + "%");
}

function setSize(size) {
  if (SIZES.indexOf(size) >= 0) {
    document.documentElement.style.setProperty("--nb-size", size);
  }
}

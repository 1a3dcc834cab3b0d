// Begins when Gradio has put the skeleton and both lanes on the page.

function begin() {
  if (state.begun || !state.root || !lanes.act.trigger || !lanes.slow.trigger) {
    return;
  }
  state.begun = true;
  document.body.classList.remove("dark");
  var asked = /[?&]w=([\w-]{1,60})(?:&|$)/.exec(window.location.search);
  state.w = asked ? asked[1] : "";
  try {
    setSize(window.localStorage.getItem("nb-size") || "1");
    var tab = window.sessionStorage.getItem("nb-tab") || "";
    state.tab = byId("pane-" + tab) ? tab : state.tab;
  } catch (error) { /* no storage: as at the first visit */ }
  if (!asked) {
    state.tab = "tables";
  }
  startComposer();
  watchFetch();
  listen();
  markTab();
  var pending = readPending();
  ask("desk.look", {}, { done: function () {
    state.root.classList.add("nb-ready");
    byId("nb-turns").scrollTop = byId("nb-turns").scrollHeight;
    takePending(pending);
  } });
  window.setInterval(watchConnection, 2000);
  window.setInterval(function () {
    if (!document.hidden && state.w) {
      ask("desk.look", {}, { idle: true });
    }
  }, 15000);
}

function listen() {
  var root = state.root;
  root.addEventListener("click", onClick);
  root.addEventListener("click", onCellClick);
  root.addEventListener("change", onChange);
  root.addEventListener("input", onInput);
  root.addEventListener("submit", onSubmit);
  root.addEventListener("focusin", onFocus);
  root.addEventListener("focusout", onBlur);
  root.addEventListener("focusout", onCellOut);
  root.addEventListener("keydown", onCellKey);
  root.addEventListener("paste", onPaste);
  root.addEventListener("copy", onCellCopy);
  root.addEventListener("dragover", function (event) { event.preventDefault(); });
  root.addEventListener("drop", onDrop);
  document.addEventListener("keydown", onKey);
  byId("nb-works").addEventListener("click", function (event) {
    if (event.target === event.currentTarget) {
      closeDrawer();
    }
  });
}

window.nianbao = {
  start: function (element) {
    state.root = element.querySelector(".nb-page");
    begin();
  },
  line: function (name, element, trigger, props, watch) {
    lanes[name].trigger = trigger;
    watch("value", function () { receive(name, props.value); });
    begin();
  }
};

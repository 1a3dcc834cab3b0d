// The statutory tables, edited in place as in Excel: click or type, Enter and arrows go on, a pasted block fills a block.

function cellOf(target) {
  return target && target.closest ? target.closest("td[data-cell]") : null;
}

function gridOf(cell) {
  return cell.closest("table");
}

function cellsOf(grid) {
  return Array.prototype.slice.call(grid.querySelectorAll("td[data-cell]"));
}

function neighbour(cell, key) {
  var all = cellsOf(gridOf(cell));
  var at = all.indexOf(cell);
  if (key === "ArrowLeft" || key === "ArrowRight") {
    return all[at + (key === "ArrowRight" ? 1 : -1)] || null;
  }
  var box = cell.getBoundingClientRect();
  var middle = (box.left + box.right) / 2;
  var down = key === "ArrowDown";
  var best = null;
  all.forEach(function (other) {
    var there = other.getBoundingClientRect();
    var gap = down ? there.top - box.top : box.top - there.top;
    if (gap <= 1) {
      return;
    }
    var away = Math.abs((there.left + there.right) / 2 - middle);
    if (!best || gap < best.gap - 1 || (Math.abs(gap - best.gap) <= 1 && away < best.away)) {
      best = { cell: other, gap: gap, away: away };
    }
  });
  return best && best.cell;
}

function choose(cell) {
  if (!cell) {
    return;
  }
  cellsOf(gridOf(cell)).forEach(function (other) { other.tabIndex = other === cell ? 0 : -1; });
  cell.focus();
}

function openCell(cell, text, all) {
  if (cell.querySelector(".nb-cell-input") || cell.hasAttribute("data-fixed")) {
    return;
  }
  var input = document.createElement("input");
  input.className = "nb-cell-input";
  input.type = "text";
  input.maxLength = 200;
  input.autocomplete = "off";
  input.inputMode = "decimal";
  input.setAttribute("aria-label", cell.getAttribute("aria-label") || "");
  input.value = text;
  cell.insertBefore(input, cell.firstChild);
  input.focus();
  if (all) {
    input.select();
  }
}

function shut(cell, keep) {
  var input = cell.querySelector(".nb-cell-input");
  if (!input) {
    return;
  }
  var value = input.value.trim();
  input.classList.remove("nb-cell-input"); // taking it away takes the focus away, which would shut the cell again
  input.remove();
  if (keep && value !== (cell.dataset.raw || "")) {
    setCell(cell, value);
  }
}

// The cell shows at once what was typed; what the server makes of it follows.
function setCell(cell, value) {
  var shown = cell.querySelector(".nb-val");
  if (shown) {
    shown.textContent = value;
  }
  cell.dataset.raw = value;
  forgetPane();
  var values = {};
  values[cell.dataset.cell] = value;
  ask("tables.cells", { values: values, previous: gridOf(cell).dataset.previous || "" }, {
    merge: function (waiting, mine) {
      if (waiting.previous !== mine.previous) {
        return false;
      }
      Object.assign(waiting.values, mine.values);
      return true;
    }
  });
}

function onCellClick(event) {
  var cell = cellOf(event.target);
  if (!cell || event.target.closest("button,a,.nb-cell-input")) {
    return;
  }
  openCell(cell, cell.dataset.raw || "", true);
}

function onCellKey(event) {
  var cell = cellOf(event.target);
  if (!cell) {
    return;
  }
  var editing = event.target.classList.contains("nb-cell-input");
  if (editing ? editKey(event, cell) : moveKey(event, cell)) {
    event.preventDefault();
    event.stopPropagation();
  }
}

function editKey(event, cell) {
  if (event.isComposing || event.keyCode === 229) {
    return false;
  }
  var to = { Enter: event.shiftKey ? "ArrowUp" : "ArrowDown", Tab: event.shiftKey ? "ArrowLeft" : "ArrowRight",
    ArrowUp: "ArrowUp", ArrowDown: "ArrowDown" }[event.key] || sideKey(event);
  if (event.key === "Escape") {
    shut(cell, false);
    choose(cell);
    return true;
  }
  if (!to) {
    return false;
  }
  shut(cell, true);
  choose(neighbour(cell, to) || cell);
  return true;
}

// Left and right leave the cell only at the edge of what is typed.
function sideKey(event) {
  var input = event.target;
  var whole = input.selectionStart === 0 && input.selectionEnd === input.value.length;
  if (event.shiftKey || event.ctrlKey || event.altKey || event.metaKey) {
    return null;
  }
  if (event.key === "ArrowLeft" && (whole || (input.selectionStart === 0 && input.selectionEnd === 0))) {
    return "ArrowLeft";
  }
  if (event.key === "ArrowRight" && (whole || input.selectionStart === input.value.length)) {
    return "ArrowRight";
  }
  return null;
}

function moveKey(event, cell) {
  if (event.target !== cell) {
    return false;
  }
  if (/^Arrow/.test(event.key) && !event.ctrlKey && !event.altKey && !event.metaKey) {
    choose(neighbour(cell, event.key));
    return true;
  }
  if (event.key === "Enter" || event.key === "F2") {
    openCell(cell, cell.dataset.raw || "", true);
    return true;
  }
  if (event.key === "Delete" || event.key === "Backspace") {
    setCell(cell, "");
    return true;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) {
    return false;
  }
  if (event.key.length === 1 || event.key === "Process") {
    openCell(cell, "", false); // the character itself lands in the field that has the focus now
  }
  return false;
}

function onCellPaste(event) {
  var cell = cellOf(event.target);
  if (!cell || !event.clipboardData) {
    return false;
  }
  var text = event.clipboardData.getData("text/plain").replace(/\r\n?/g, "\n").replace(/\n$/, "");
  var rows = text.split("\n").map(function (line) { return line.split("\t"); });
  if (rows.length === 1 && rows[0].length === 1) {
    if (!event.target.classList.contains("nb-cell-input")) {
      event.preventDefault();
      setCell(cell, text.trim().slice(0, 200));
    }
    return true;
  }
  event.preventDefault();
  shut(cell, false);
  choose(cell);
  forgetPane();
  ask("tables.block", { address: cell.dataset.cell, rows: rows, previous: gridOf(cell).dataset.previous || "" });
  return true;
}

function onCellCopy(event) {
  var cell = cellOf(event.target);
  if (cell && event.target === cell && event.clipboardData && String(window.getSelection()) === "") {
    event.preventDefault();
    event.clipboardData.setData("text/plain", cell.dataset.raw || "");
  }
}

function onCellOut(event) {
  if (event.target.classList && event.target.classList.contains("nb-cell-input")) {
    shut(cellOf(event.target), true);
  }
}

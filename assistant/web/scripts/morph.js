// Makes the page's elements like fresh ones from the server, changing only what differs: focus, scroll, selection, what
// is being typed and what somebody opened stay. Children are paired by id, else by their order and kind.

var KEEP = { tabindex: true };

function morph(old, fresh) {
  syncAttributes(old, fresh);
  if (isBeingEdited(old)) {
    return;
  }
  if (syncField(old, fresh)) {
    return;
  }
  morphChildren(old, fresh);
}

function morphChildren(old, fresh) {
  var known = {};
  var child;
  for (child = old.firstElementChild; child; child = child.nextElementSibling) {
    if (child.id) {
      known[child.id] = child;
    }
  }
  var wanted = {};
  for (child = fresh.firstElementChild; child; child = child.nextElementSibling) {
    if (child.id) {
      wanted[child.id] = true;
    }
  }
  var at = old.firstChild;
  Array.prototype.slice.call(fresh.childNodes).forEach(function (next) {
    var match = next.id && known[next.id] && known[next.id].nodeName === next.nodeName ? known[next.id] : null;
    match = match || (next.id ? null : alike(at, next));
    // What stands before it and is not wanted any more goes first: an element that is moved loses the focus inside it.
    while (match && at && at !== match && !(at.id && wanted[at.id])) {
      var before = at;
      at = at.nextSibling;
      old.removeChild(before);
    }
    if (!match) {
      old.insertBefore(next, at);
      return;
    }
    if (match !== at) {
      old.insertBefore(match, at);
    } else {
      at = at.nextSibling;
    }
    if (match.nodeType === Node.ELEMENT_NODE) {
      morph(match, next);
    } else if (match.nodeValue !== next.nodeValue) {
      match.nodeValue = next.nodeValue;
    }
  });
  while (at) {
    var gone = at;
    at = at.nextSibling;
    old.removeChild(gone);
  }
}

// The next few of the old ones, without an id, of the same kind: for texts the very next, for elements by their class.
function alike(at, next) {
  var steps = 0;
  for (var one = at; one && steps < 6; one = one.nextSibling, steps += 1) {
    if (!one.id && one.nodeType === next.nodeType && one.nodeName === next.nodeName) {
      if (next.nodeType !== Node.ELEMENT_NODE || firstClass(one) === firstClass(next)) {
        return one;
      }
    }
    if (next.nodeType !== Node.ELEMENT_NODE) {
      return null;
    }
  }
  return at && !at.id && at.nodeName === next.nodeName ? at : null;
}

function firstClass(element) {
  return (element.getAttribute("class") || "").split(" ")[0];
}

function syncAttributes(old, fresh) {
  var cell = old.hasAttribute("data-cell");
  Array.prototype.slice.call(old.attributes).forEach(function (attribute) {
    if (!fresh.hasAttribute(attribute.name) && !isOurs(old, attribute.name)) {
      old.removeAttribute(attribute.name);
    }
  });
  Array.prototype.slice.call(fresh.attributes).forEach(function (attribute) {
    if (old.getAttribute(attribute.name) !== attribute.value && !(cell && KEEP[attribute.name]) && !isOurs(old, attribute.name)) {
      old.setAttribute(attribute.name, attribute.value);
    }
  });
}

function isOurs(element, name) {
  return (name === "open" && element.nodeName === "DETAILS") || name === "contenteditable";
}

function isBeingEdited(element) {
  return (
    element.hasAttribute("data-editing") ||
    (element.isContentEditable && element === document.activeElement) ||
    (element.firstElementChild && element.firstElementChild.classList.contains("nb-cell-input"))
  );
}

// Fields: what stands in them is a property, not an attribute. One that somebody is in is left alone.
function syncField(old, fresh) {
  var kind = old.nodeName;
  if (kind !== "INPUT" && kind !== "TEXTAREA" && kind !== "SELECT") {
    return false;
  }
  if (old === document.activeElement || old.hasAttribute("data-dirty")) {
    return kind !== "SELECT";
  }
  if (kind === "SELECT") {
    morphChildren(old, fresh);
    old.value = fresh.value;
    return true;
  }
  if (old.type === "checkbox" || old.type === "radio") {
    old.checked = fresh.checked;
  } else if (old.type !== "file" && old.value !== fresh.value) {
    old.value = fresh.value;
  }
  return true;
}

function fill(place, html) {
  var fresh = document.createElement("template");
  fresh.innerHTML = html;
  morphChildren(place, fresh.content);
}

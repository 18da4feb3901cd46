// Everything is put into the page by textContent and attributes: a name of the program's is text, whatever it looks like.

// Control and format characters, as LastAck's text report shows them: no name can turn a line around or hide in it.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function printable(text) {
  return String(text).replace(UNSEEN, character =>
    Array.from({ length: character.length }, (_, i) => "\\u" + character.charCodeAt(i).toString(16).padStart(4, "0"))
      .join(""));
}

function fill(element, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) {
      continue;
    }
    if (name.startsWith("on")) {
      element.addEventListener(name.slice(2), value);
    } else {
      element.setAttribute(name, value === true ? "" : printable(value));
    }
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== "") {
      element.append(child instanceof Node ? child : printable(child));
    }
  }
  return element;
}

// el("p", { class: "muted" }, "text", el("code", {}, name)).
function el(tag, attributes, ...children) {
  return fill(document.createElement(tag), attributes, children);
}

function svg(tag, attributes, ...children) {
  return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), attributes, children);
}

// By way of the object model, as the page's policy allows no style attribute.
function place(element, left, width) {
  element.style.left = left + "%";
  if (width !== undefined) {
    element.style.width = width + "%";
  }
  return element;
}

// What changes is told to those who cannot see it.
function announcer(attributes) {
  return el("p", { role: "status", ...attributes });
}

function copyButton(text, what) {
  const button = el("button", { type: "button", class: "copy", "aria-label": "Copy " + what }, "copy");
  button.addEventListener("click", async () => {
    const done = await copied(text());
    button.textContent = done ? "copied" : "cannot copy";
    button.setAttribute("aria-label", button.textContent);
    setTimeout(() => {
      button.textContent = "copy";
      button.setAttribute("aria-label", "Copy " + what);
    }, 2000);
  });
  return button;
}

async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch (e) {
    return copiedBySelection(text); // not every browser gives its clipboard to a page from a disk
  }
}

function copiedBySelection(text) {
  const area = el("textarea", { class: "visually-hidden", "aria-hidden": "true" });
  area.value = text;
  document.body.append(area);
  area.select();
  const done = document.execCommand("copy");
  area.remove();
  return done;
}

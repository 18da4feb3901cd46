// Code paths as an icicle: callers above, what they call below, as wide as what is counted.

const METRICS = [
  { id: "opened", label: "opened", of: path => path.opened },
  { id: "closeWait", label: "CLOSE_WAIT now", of: path => path.closeWaitNow },
  { id: "timeWait", label: "TIME_WAIT left", of: path => path.timeWait.left },
];
const LEVEL = 22;
const LEAST_WIDTH = 0.15; // percent: what is narrower cannot be hit
const MOST_FRAMES = 2000; // the widest; the others come when somebody looks closer

function drawCodePaths(report, section) {
  if (report.paths.length === 0) {
    return;
  }
  section.append(el("h2", { id: "code-paths" }, "Code paths"),
    el("p", { class: "muted" }, counted(report.paths.length, "code path")
      + ". Callers above, what they call below; press a frame to look closer, Escape or the top frame to go back."));
  const icicle = new Icicle(report);
  const table = pathTable(report.paths);
  const search = el("input", { type: "search", id: "find-path", placeholder: "class, method, peer",
    "aria-label": "Mark code paths that contain" });
  const metrics = METRICS.map(metric => {
    const radio = el("input", { type: "radio", name: "metric", value: metric.id });
    radio.checked = metric === icicle.metric;
    radio.addEventListener("change", () => icicle.measure(metric));
    return el("label", {}, radio, metric.label);
  });
  const libraries = el("input", { type: "checkbox", id: "libraries" });
  libraries.addEventListener("change", () => icicle.withLibraries(libraries.checked));
  const more = el("button", { type: "button", class: "more" }, "show all " + count(report.paths.length));
  more.hidden = report.paths.length <= PATHS_AT_FIRST;
  const showAll = () => {
    table.showAll();
    more.hidden = true;
  };
  more.addEventListener("click", showAll);
  window.addEventListener("beforeprint", showAll);
  search.addEventListener("input", () => {
    const words = search.value.trim().toLowerCase();
    icicle.search(words);
    table.filter(path => searchedPath(path).includes(words));
  });
  section.append(
    el("div", { class: "controls" }, search,
      el("fieldset", {}, el("legend", {}, "width:"), metrics), el("label", {}, libraries, "JDK and library frames")),
    icicle.element, icicle.said, table.element, more);
}

function searchedPath(path) {
  if (path.searched === undefined) {
    path.searched = [...path.openStack, path.peer, path.role, path.transport].join("\n").toLowerCase();
  }
  return path.searched;
}

class Icicle {
  constructor(report) {
    this.report = report;
    this.metric = METRICS[0];
    this.libraries = false;
    this.words = "";
    this.element = el("div", { class: "icicle", role: "group", "aria-label": "Code paths by frames" });
    this.said = announcer({ class: "icicle-said", id: "icicle-said" });
    this.element.addEventListener("keydown", event => this.key(event));
    this.build();
  }

  measure(metric) {
    this.metric = metric;
    this.build();
  }

  withLibraries(shown) {
    this.libraries = shown;
    this.build();
  }

  search(words) {
    this.words = words;
    this.draw();
    const marked = words === "" ? [] : this.report.paths.filter(path => searchedPath(path).includes(words));
    const sum = marked.reduce((all, path) => all + this.metric.of(path), 0);
    this.said.textContent = words === "" ? ""
      : counted(marked.length, "code path") + " of " + count(this.report.paths.length) + " with "
        + (this.root.value > 0 ? percent(sum / this.root.value) : "none") + " of " + this.metric.label;
  }

  // Merges the stacks, outermost frame first, into one tree.
  build() {
    this.root = { name: "all", frame: "", own: false, value: 0, kinds: new Map(), parent: null, depth: 0 };
    for (const path of this.report.paths) {
      const value = this.metric.of(path);
      if (value > 0) {
        this.add(path, value);
      }
    }
    this.top = this.root;
    this.draw();
    this.said.textContent = this.root.value === 0 ? "Nothing to show: " + this.metric.label + " is 0." : "";
  }

  add(path, value) {
    const own = path.openStack.filter(this.report.isOwn);
    const frames = this.libraries || own.length === 0 ? path.openStack : own;
    const end = (path.role === "server" ? "accepted on " : "to ") + (path.peer || "an unknown peer");
    let node = this.root;
    node.value += value;
    for (const frame of [...frames].reverse()) {
      node = this.child(node, frame, shortSite(frame), this.report.isOwn(frame) ? "own" : "library");
      node.value += value;
    }
    this.child(node, path.id + " " + end, end, "end").value += value;
  }

  child(parent, key, name, kind) {
    if (!parent.kinds.has(key)) {
      const frame = kind === "end" ? name : key;
      parent.kinds.set(key, { name, frame, kind, value: 0, kinds: new Map(), parent, depth: parent.depth + 1 });
    }
    return parent.kinds.get(key);
  }

  draw() {
    const above = [];
    for (let node = this.top.parent; node; node = node.parent) {
      above.unshift(node);
    }
    const boxes = this.root.value > 0 ? this.layout(above.length) : [];
    const depth = boxes.reduce((deepest, box) => Math.max(deepest, box.level), above.length);
    this.element.replaceChildren(...above.map((node, level) => this.frame(node, 0, 100, level)),
      ...boxes.map(box => this.frame(box.node, box.left, box.width, box.level)));
    this.element.hidden = this.root.value === 0;
    this.element.style.height = (depth + 1) * LEVEL + 2 + "px";
  }

  // From the top frame down; a frame is never wider than its caller, so no frame is there without it.
  layout(from) {
    const boxes = [];
    const lay = (node, left, width, level) => {
      if (width < LEAST_WIDTH) {
        return;
      }
      boxes.push({ node, left, width, level });
      let at = left;
      for (const child of [...node.kinds.values()].sort((a, b) => b.value - a.value)) {
        const share = width * child.value / node.value;
        lay(child, at, share, level + 1);
        at += share;
      }
    };
    lay(this.top, 0, 100, from);
    return boxes.sort((a, b) => b.width - a.width || a.level - b.level).slice(0, MOST_FRAMES);
  }

  frame(node, left, width, level) {
    const match = this.words !== "" && node.parent && node.frame.toLowerCase().includes(this.words);
    const said = this.saying(node);
    const button = el("button", { type: "button", class: (node.kind || "library") + (match ? " match" : ""),
      "aria-label": said, title: said, tabindex: node === this.top ? "0" : "-1", "data-level": level }, node.name);
    place(button, left, width);
    button.style.top = level * LEVEL + 1 + "px";
    button.addEventListener("click", () => this.zoom(node === this.top && node.parent ? node.parent : node));
    button.addEventListener("mouseenter", () => { this.said.textContent = said; });
    button.addEventListener("focus", () => { this.said.textContent = said; });
    return button;
  }

  saying(node) {
    return (node.frame || "all code paths") + ": " + count(node.value) + " " + this.metric.label
      + " (" + (this.root.value > 0 ? percent(node.value / this.root.value) : "0 %") + ")";
  }

  zoom(node) {
    this.top = node;
    this.draw();
    const focused = this.element.querySelector("button[tabindex='0']");
    if (focused) {
      focused.focus({ preventScroll: true });
    }
  }

  // Arrow keys go to the frame beside, above and below.
  key(event) {
    if (event.key === "Escape" && this.top.parent) {
      this.zoom(this.root);
      return;
    }
    const steps = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };
    const step = steps[event.key];
    if (!step || !(event.target instanceof HTMLButtonElement)) {
      return;
    }
    event.preventDefault();
    const next = this.beside(event.target, step[0], step[1]);
    if (next) {
      event.target.tabIndex = -1;
      next.tabIndex = 0;
      next.focus();
    }
  }

  beside(from, down, right) {
    const level = Number(from.dataset.level) + down;
    const row = [...this.element.children].filter(one => Number(one.dataset.level) === level)
      .sort((a, b) => parseFloat(a.style.left) - parseFloat(b.style.left));
    if (right !== 0) {
      return row[row.indexOf(from) + right];
    }
    const left = parseFloat(from.style.left);
    return row.filter(one => parseFloat(one.style.left) <= left + 1e-6).pop() || row[0];
  }
}

const PATHS_AT_FIRST = 25;

function pathTable(paths) {
  const columns = [
    { head: "opened at", class: "where", value: path => path.site || path.peer,
      cell: path => el("code", { title: path.site }, path.site ? shortSite(path.site)
        : path.before ? "before the watch" : "(no application frame)") },
    { head: "peer", value: path => path.peer, class: "one-line",
      cell: path => (path.role === "server" ? "server on " : "") + path.peer },
    { head: "transport", value: path => path.transport, cell: path => path.transport },
    { head: "opened", value: path => path.opened, down: true, class: "number", cell: path => count(path.opened) },
    { head: "open", value: path => path.open, down: true, class: "number", cell: path => count(path.open) },
    { head: "CLOSE_WAIT", value: path => path.closeWaitNow, down: true, class: "number",
      cell: path => count(path.closeWaitNow) },
    { head: "longest", value: path => path.closeWaitLongest, down: true, class: "number",
      cell: path => (path.closeWaitLongest > 0 ? duration(path.closeWaitLongest) : "") },
    { head: "TIME_WAIT", value: path => path.timeWait.left, down: true, class: "number",
      cell: path => (path.timeWait.atMost ? "\u2264 " : "") + count(path.timeWait.left) },
  ];
  const rows = [...paths].sort((a, b) => b.closeWaitNow - a.closeWaitNow || b.opened - a.opened);
  return sortedTable(columns, rows, { caption: "Code paths", headColumn: 0, most: PATHS_AT_FIRST });
}

// The table of findings, and below it a card for each.

const CARDS_AT_FIRST = 40;

function drawFindings(report, section) {
  const findings = report.findings;
  if (findings.length === 0) {
    return;
  }
  section.append(el("h2", { id: "findings" }, "Findings"));
  const table = findingsTable(report, findings);
  const said = announcer({ class: "muted small", id: "findings-shown" });
  const cards = new Cards(report);
  const filter = filterControls(findings, keep => {
    const left = table.filter(keep);
    cards.filter(keep);
    said.textContent = left === findings.length
      ? counted(left, "finding") : left + " of " + counted(findings.length, "finding");
  });
  section.append(filter, table.element, said, cards.element);
  said.textContent = counted(findings.length, "finding");
}

function filterControls(findings, apply) {
  const words = el("input", { type: "search", id: "find-finding", placeholder: "rule, class, peer, text",
    "aria-label": "Show findings that contain" });
  const boxes = SEVERITIES.filter(severity => findings.some(one => one.severity === severity)).map(severity => {
    const box = el("input", { type: "checkbox", name: "severity", value: severity });
    box.checked = true;
    return box;
  });
  const change = () => {
    const off = new Set(boxes.filter(box => !box.checked).map(box => box.value));
    const wanted = words.value.trim().toLowerCase();
    apply(finding => !off.has(finding.severity) && (wanted === "" || searched(finding).includes(wanted)));
  };
  words.addEventListener("input", change);
  boxes.forEach(box => box.addEventListener("change", change));
  return el("div", { class: "controls" }, words,
    el("fieldset", {}, el("legend", { class: "visually-hidden" }, "Severities shown"),
      boxes.map(box => el("label", {}, box, box.value))));
}

function searched(finding) {
  if (finding.searched === undefined) {
    finding.searched = [finding.rule, finding.title, finding.culprit, finding.handler, finding.route, ...finding.details,
      ...finding.paths.map(path => path.peer)].join("\n").toLowerCase();
  }
  return finding.searched;
}

function findingsTable(report, findings) {
  const columns = [
    { head: "#", value: one => one.nr, cell: one => count(one.nr), class: "number nr" },
    { head: "severity", value: one => SEVERITIES.indexOf(one.severity), cell: one => badge(one.severity) },
    { head: "rule", value: one => one.rule, cell: one => el("a", { href: "#" + one.id }, el("code", {}, one.rule)) },
    { head: "where", value: one => one.culprit || one.title, cell: where, class: "where" },
    { head: "connections", value: one => one.connections, down: true, class: "number",
      cell: one => (one.connections > 0 ? count(one.connections) : "") },
    { head: "oldest", value: one => one.sinceMillis, down: true, class: "number since",
      cell: one => (one.sinceMillis > 0 ? duration(one.sinceMillis) : "") },
    { head: "trend", value: one => number(one.evidence.growthPerMinute), down: true, class: "trend-cell",
      cell: one => trendLine(report, one) || "" },
  ];
  return sortedTable(historyOf(report) !== null ? columns : columns.slice(0, -1), findings, { caption: "Findings", class: "findings-table", headColumn: 2 });
}

function where(finding) {
  return finding.culprit ? el("code", { title: finding.culprit }, shortSite(finding.culprit)) : finding.title;
}

function badge(severity) {
  return el("span", { class: "badge " + severity }, severity);
}

// Far down ones are made when they are asked for: a report may have a thousand.
class Cards {
  constructor(report) {
    this.report = report;
    this.made = new Map();
    this.keep = () => true;
    this.list = el("div", {});
    this.more = el("button", { type: "button", class: "more", onclick: () => this.draw(Infinity) });
    this.element = el("div", {}, this.list, this.more);
    window.addEventListener("hashchange", () => this.reveal());
    window.addEventListener("beforeprint", () => this.draw(Infinity));
    this.draw(CARDS_AT_FIRST);
    this.reveal();
  }

  filter(keep) {
    this.keep = keep;
    this.draw(CARDS_AT_FIRST);
  }

  draw(most) {
    const kept = this.report.findings.filter(this.keep);
    this.list.replaceChildren(...kept.slice(0, most).map(finding => this.card(finding)));
    const hidden = Math.max(0, kept.length - most);
    this.more.hidden = hidden === 0;
    this.more.textContent = "show " + counted(hidden, "more finding");
  }

  card(finding) {
    if (!this.made.has(finding)) {
      this.made.set(finding, card(this.report, finding));
    }
    return this.made.get(finding);
  }

  reveal() {
    const finding = this.report.findings.find(one => "#" + one.id === location.hash);
    if (finding) {
      if (!document.getElementById(finding.id)) {
        this.draw(Infinity);
      }
      this.card(finding).scrollIntoView();
    }
  }
}

function card(report, finding) {
  const heading = el("h3", { id: finding.id + "-head" }, finding.title);
  return el("article", { class: "card " + finding.severity, id: finding.id, "aria-labelledby": finding.id + "-head" },
    el("div", { class: "card-head" }, badge(finding.severity), el("code", {}, finding.rule),
      el("span", { class: "count" }, finding.connections > 0 ? counted(finding.connections, "connection") : "")),
    heading,
    openThis(finding),
    handledBy(finding),
    finding.details.length === 0 ? null
      : el("ul", { class: "details" }, finding.details.map(detail => el("li", {}, detail))),
    whoHoldsThem(finding),
    whoClosedFirst(report, finding.paths),
    lanes(report, finding),
    el("div", { class: "why-fix" },
      el("div", {}, el("h4", {}, "Why it matters"), el("p", {}, finding.why)),
      el("div", {}, el("h4", {}, "Fix"), el("p", {}, finding.fix))),
    stacksOf(report, finding));
}

function openThis(finding) {
  return finding.culprit
    ? el("div", { class: "open-this" }, el("span", { class: "label" }, "Open this"), el("code", {}, finding.culprit),
      finding.note ? el("span", { class: "muted" }, finding.note) : null,
      copyButton(() => finding.culprit, "the line to open"))
    : null;
}

// By a heap dump, where one was asked.
function whoHoldsThem(finding) {
  return finding.owners.length === 0 ? null : el("div", { class: "owners" },
    el("h4", {}, "Who holds them, by a heap dump"),
    el("ul", { class: "details" }, finding.owners.map(owner => el("li", {}, count(owner.connections) + " ",
      owner.state === "held" ? el("code", {}, owner.path) : owner.path))));
}

// Of a server: what handles what it accepts, and for which requests.
function handledBy(finding) {
  const parts = [["Handler", finding.handler], ["Route", finding.route]].filter(([, value]) => value !== "");
  return parts.length === 0 ? null
    : el("p", { class: "handled-by" }, parts.map(([name, value], i) =>
      [i > 0 ? " " : null, el("span", { class: "label" }, name), " ", el("code", {}, value)]));
}

function whoClosedFirst(report, paths) {
  const sums = firstClosers(paths);
  const some = CLOSERS.map(([name, said, style]) => ({ said, style, many: sums[name] })).filter(one => one.many > 0);
  const all = some.reduce((sum, one) => sum + one.many, 0);
  if (all === 0) {
    return null;
  }
  const said = listed(some.map(one => one.said + " " + count(one.many)));
  return el("div", {},
    el("h4", {}, "Who closed first, of all connections opened here"),
    some.length === 1 ? null : el("div", { class: "bar", role: "img", "aria-label": said },
      some.map(one => place(el("span", { class: one.style }), 0, 100 * one.many / all))),
    el("p", { class: "muted small" }, said + "; "
      + (report.observation.firstCloserFidelity === "kernel" ? "asked of the kernel." : "inferred from Java calls.")));
}

function stacksOf(report, finding) {
  const path = finding.paths[0];
  if (!path || path.stacks.length === 0) {
    return null;
  }
  const others = finding.paths.length - 1;
  return el("div", {},
    el("h4", {}, "Stacks" + (others > 0 ? " of the largest of " + counted(others + 1, "code path") : "")
      + ", to " + (path.role === "server" ? "clients of " : "") + path.peer),
    path.stacks.map(stack => foldedStack(report, stack)));
}

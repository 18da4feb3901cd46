// Many JVMs, lastack-fleet/1: the answer, a table of findings, a card for each, and a table of the JVMs.

const JVMS_AT_FIRST = 50;

function readFleet() {
  const raw = object(JSON.parse(document.getElementById("report").textContent));
  const instances = objects(raw.instances);
  const byId = new Map(instances.map(one => [one.id, one]));
  const findings = objects(raw.findings).map((one, i) => ({
    raw: one, nr: i + 1, id: "f" + (i + 1), rule: text(one.rule), severity: text(one.severity), title: text(one.title),
    culprit: text(one.culprit), note: text(one.culpritNote), role: text(one.role), jvms: number(one.jvms),
    connections: number(one.connections), firstVersion: text(one.firstVersion), versions: objects(one.versions),
    worst: objects(one.worst).map(share => ({ instance: object(byId.get(share.instance)),
      connections: number(share.connections), severity: text(share.severity) })),
    details: texts(one.details), why: text(one.why), fix: text(one.fix), paths: [],
  }));
  return { raw, instances, findings, totals: object(raw.totals), skipped: objects(raw.skipped) };
}

function runs(instance) {
  return text(instance.service) || text(instance.mainClass);
}

function placeOf(instance) {
  return text(instance.pod) || text(instance.host) || text(instance.file);
}

function drawFleetVerdict(fleet) {
  const jvms = number(fleet.totals.jvms);
  document.title = "LastAck: " + counted(jvms, "JVM");
  const tile = (name, value, small, bad) =>
    el("div", { class: "tile" + (bad ? " bad" : "") }, el("dt", {}, name), el("dd", {}, value, el("small", {}, small)));
  fill(document.getElementById("top"), {}, [
    el("h1", {}, counted(jvms, "JVM")),
    el("p", { class: "verdict", id: "verdict" }, fleetVerdict(fleet)),
    el("p", { class: "muted small" }, "merged " + text(fleet.raw.generatedAt) + " by LastAck " + text(fleet.raw.version)
      + (number(fleet.totals.olderReports) > 0
        ? "; " + counted(number(fleet.totals.olderReports), "older report") + " of the same JVMs left out" : "")),
    el("dl", { class: "tiles" },
      tile("JVMs", count(jvms), counted(new Set(fleet.instances.map(runs)).size, "program")),
      tile("with findings", count(fleet.instances.filter(one => number(one.findings) > 0).length), "of all these JVMs"),
      tile("opened", count(number(fleet.totals.opened)), count(number(fleet.totals.closed)) + " of them closed"),
      tile("open now", count(number(fleet.totals.open)), "in any state"),
      tile("in CLOSE_WAIT now", count(number(fleet.totals.closeWaitNow)), "in all JVMs together",
        number(fleet.totals.closeWaitNow) > 0)),
    fleet.skipped.length === 0 ? null
      : el("div", { class: "notes", role: "note" }, el("ul", {}, fleet.skipped.map(one =>
        el("li", {}, "not in here: ", el("code", {}, text(one.file)), ", " + text(one.reason)))))]);
}

function fleetVerdict(fleet) {
  const worst = fleet.findings[0];
  if (!worst) {
    return ["No findings in any of these JVMs."];
  }
  return [counted(fleet.findings.length, "finding") + ". Look first at ",
    el("a", { href: "#" + worst.id }, worst.culprit ? el("code", {}, shortSite(worst.culprit)) : worst.rule),
    ": " + ofJvms(fleet, worst) + (worst.connections > 0 ? ", " + counted(worst.connections, "connection") : "") + "."];
}

function ofJvms(fleet, finding) {
  return count(finding.jvms) + " of " + counted(number(fleet.totals.jvms), "JVM");
}

function drawFleetFindings(fleet, section) {
  if (fleet.findings.length === 0) {
    return;
  }
  section.append(el("h2", { id: "findings" }, "Findings"));
  const columns = [
    { head: "#", value: one => one.nr, cell: one => count(one.nr), class: "number nr" },
    { head: "severity", value: one => SEVERITIES.indexOf(one.severity), cell: one => badge(one.severity) },
    { head: "rule", value: one => one.rule, cell: one => el("a", { href: "#" + one.id }, el("code", {}, one.rule)) },
    { head: "where", value: one => one.culprit || one.title, cell: where, class: "where" },
    { head: "JVMs", value: one => one.jvms, down: true, class: "number", cell: one => count(one.jvms) },
    { head: "connections", value: one => one.connections, down: true, class: "number",
      cell: one => (one.connections > 0 ? count(one.connections) : "") },
    { head: "first version", value: one => one.firstVersion, cell: one => one.firstVersion },
  ];
  const table = sortedTable(columns, fleet.findings, { caption: "Findings", class: "findings-table", headColumn: 2 });
  const cards = el("div", {});
  const said = announcer({ class: "muted small", id: "findings-shown" });
  const draw = keep => {
    const kept = fleet.findings.filter(keep);
    table.filter(keep);
    cards.replaceChildren(...kept.map(one => fleetCard(fleet, one)));
    said.textContent = kept.length === fleet.findings.length
      ? counted(kept.length, "finding") : kept.length + " of " + counted(fleet.findings.length, "finding");
  };
  section.append(filterControls(fleet.findings, draw), table.element, said, cards);
  draw(() => true);
}

function fleetCard(fleet, finding) {
  return el("article", { class: "card " + finding.severity, id: finding.id, "aria-labelledby": finding.id + "-head" },
    el("div", { class: "card-head" }, badge(finding.severity), el("code", {}, finding.rule),
      el("span", { class: "count" }, ofJvms(fleet, finding)
        + (finding.connections > 0 ? ", " + counted(finding.connections, "connection") : ""))),
    el("h3", { id: finding.id + "-head" }, finding.title),
    openThis(finding),
    finding.details.length === 0 ? null
      : el("div", {}, el("h4", {}, "In the worst JVM"),
        el("ul", { class: "details" }, finding.details.map(detail => el("li", {}, detail)))),
    el("h4", {}, "Worst JVMs"),
    el("ul", { class: "details" }, finding.worst.map(share => el("li", {}, el("code", {}, placeOf(share.instance)),
      " " + runs(share.instance) + " (pid " + number(share.instance.pid) + ")"
      + (share.connections > 0 ? ": " + counted(share.connections, "connection") : "")))),
    finding.versions.length === 0 ? null
      : el("p", { class: "muted small" }, (finding.firstVersion ? "First in version " + finding.firstVersion + ". " : "")
        + "Versions: " + listed(finding.versions.map(one =>
          text(one.version) + " (" + counted(number(one.jvms), "JVM") + ")")) + "."),
    el("div", { class: "why-fix" },
      el("div", {}, el("h4", {}, "Why it matters"), el("p", {}, finding.why)),
      el("div", {}, el("h4", {}, "Fix"), el("p", {}, finding.fix))));
}

function drawJvms(fleet, section) {
  const columns = [
    { head: "where", value: placeOf, cell: one => el("code", {}, placeOf(one)) },
    { head: "runs", value: runs, cell: runs },
    { head: "version", value: one => text(one.version), cell: one => text(one.version) },
    { head: "pid", value: one => number(one.pid), cell: one => String(number(one.pid)), class: "number" },
    { head: "findings", value: one => number(one.findings), down: true, cell: one => count(number(one.findings)),
      class: "number" },
    { head: "open", value: one => number(one.open), down: true, cell: one => count(number(one.open)), class: "number" },
    { head: "CLOSE_WAIT", value: one => number(one.closeWaitNow), down: true,
      cell: one => count(number(one.closeWaitNow)), class: "number" },
    { head: "report", value: one => text(one.file), cell: one => el("code", {}, text(one.file)) },
  ];
  const table = sortedTable(columns, fleet.instances,
    { caption: "JVMs", class: "findings-table", headColumn: 0, most: JVMS_AT_FIRST });
  section.append(el("h2", { id: "jvms" }, "JVMs"), table.element);
  if (fleet.instances.length > JVMS_AT_FIRST) {
    const more = el("button", { type: "button", class: "more" }, "show all " + counted(fleet.instances.length, "JVM"));
    more.addEventListener("click", () => {
      table.showAll();
      more.remove();
    });
    section.append(more);
  }
}

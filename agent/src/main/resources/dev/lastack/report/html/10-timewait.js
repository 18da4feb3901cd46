// Where TIME_WAIT comes from, and how many of the ports to each destination it takes.

function drawTimeWait(report, section) {
  const rows = destinations(report);
  if (rows.length === 0) {
    return;
  }
  const range = text(report.settings["net.ipv4.ip_local_port_range"]);
  section.append(el("h2", { id: "time-wait" }, "TIME_WAIT"),
    el("p", { class: "muted" }, "An entry lasts 60 s. Rates are those of the last minute, or less where the code path is"
      + " younger" + (range ? "; local ports " + range.replace(/\s+/, " to ") : "") + "."
      + (rows.some(row => row.atMost) ? " \u2264: an upper bound, as the kernel has fewer entries." : "")));
  const columns = [
    { head: "destination", value: row => row.peer, class: "one-line",
      cell: row => (row.server ? "server on " : "") + row.peer },
    { head: "left", value: row => row.left, down: true, class: "number", cell: row => bound(row) + count(row.left) },
    { head: "now", value: row => row.now, down: true, class: "number", cell: row => bound(row) + count(row.now) },
    { head: "a second", value: row => row.perSecond, down: true, class: "number", cell: row => rate(row.perSecond) },
    { head: "steady", value: row => row.steady, down: true, class: "number", cell: row => count(Math.round(row.steady)) },
    { head: "share of its local ports", value: row => row.portShare, down: true, class: "one-line", cell: portBar },
    { head: "ports run out", value: row => row.timeLeft || Infinity, class: "one-line",
      cell: row => (row.timeLeft > 0 ? "in " + duration(row.timeLeft) : "") },
  ];
  const shown = rows.some(row => row.timeLeft > 0) ? columns : columns.slice(0, -1);
  section.append(sortedTable(shown, rows, { caption: "TIME_WAIT by destination", headColumn: 0 }).element);
}

const bound = row => (row.atMost ? "\u2264 " : "");

function destinations(report) {
  const byPeer = new Map();
  for (const path of report.paths.filter(one => one.timeWait.left > 0)) {
    const server = path.role === "server";
    const key = path.role + " " + path.peer;
    const row = byPeer.get(key)
      || { peer: path.peer, server, left: 0, now: 0, perSecond: 0, steady: 0, portShare: 0, atMost: false, timeLeft: 0 };
    row.left += path.timeWait.left;
    row.now += path.timeWait.now;
    row.perSecond += path.timeWait.perSecond;
    row.steady += path.timeWait.steady;
    row.portShare += path.timeWait.portShare;
    row.atMost = row.atMost || path.timeWait.atMost;
    byPeer.set(key, row);
  }
  for (const finding of report.findings.filter(one => one.timeLeftMillis > 0)) {
    const row = finding.paths[0] && byPeer.get(finding.paths[0].role + " " + finding.paths[0].peer);
    if (row) {
      row.timeLeft = finding.timeLeftMillis;
    }
  }
  return [...byPeer.values()].sort((a, b) => b.perSecond - a.perSecond || b.now - a.now || b.left - a.left);
}

function portBar(row) {
  if (row.server) {
    return "takes no local ports";
  }
  const style = row.portShare >= 0.9 ? "full" : row.portShare >= 0.5 ? "high" : null;
  return [el("span", { class: "ports", "aria-hidden": "true" },
    place(el("span", { class: style }), 0, Math.min(100, 100 * row.portShare))), percent(row.portShare)];
}

// The closing half of TCP's state diagram (RFC 9293), with this program's counts on its edges.

const NODES = {
  ESTABLISHED: [20, 130],
  FIN_WAIT_1: [290, 40],
  FIN_WAIT_2: [500, 40],
  CLOSING: [500, 130],
  TIME_WAIT: [720, 85],
  CLOSE_WAIT: [290, 225],
  LAST_ACK: [500, 225],
  CLOSED: [720, 225],
};
const NODE = { width: 130, height: 40 };

function drawStates(report, section) {
  const closers = firstClosers(report.paths);
  const resets = closers.resetByRemote + closers.resetByLocal;
  const waiting = number(report.totals.closeWaitNow);
  const left = number(report.totals.timeWaitLeft);
  const atMost = report.totals.timeWaitAtMost === true ? "at most " : "";
  const closedAfter = Math.max(0, closers.remote - waiting);
  const said = listed([
    count(closers.local) + " closed first by this side", count(closers.remote) + " by the remote",
    count(closers.simultaneous) + " by both at once", count(resets) + " reset",
    count(waiting) + " in CLOSE_WAIT now", atMost + count(left) + " left in TIME_WAIT"]);
  const edge = (path, many, ...labels) =>
    [svg("path", { d: path, class: many > 0 ? null : "none", "marker-end": "url(#arrow)" }), labels];
  const label = (x, y, many, said) => [
    svg("text", { x, y, class: "edge-count", "text-anchor": "middle" }, many),
    svg("text", { x, y: y + 16, class: "faint", "text-anchor": "middle" }, said)];
  const note = (x, y, said) => svg("text", { x, y, class: "faint", "text-anchor": "middle" }, said);
  const drawing = svg("svg", { viewBox: "0 0 880 345", role: "img", "aria-label": "How connections closed: " + said },
    svg("defs", {}, svg("marker", { id: "arrow", viewBox: "0 0 10 10", refX: 9, refY: 5, markerWidth: 7,
      markerHeight: 7, orient: "auto-start-reverse" }, svg("path", { d: "M0 0L10 5L0 10z" }))),
    edge("M150 140C200 120 230 60 288 60", closers.local + closers.simultaneous),
    label(165, 62, count(closers.local), "we close first"),
    edge("M420 60H498", closers.local), note(459, 52, "its ACK"),
    edge("M630 60C670 60 690 80 718 98", closers.local), note(684, 60, "its FIN"),
    edge("M400 80C430 110 460 145 498 150", closers.simultaneous), label(415, 140, count(closers.simultaneous), "both at once"),
    edge("M630 150C670 150 690 130 718 113", closers.simultaneous),
    edge("M785 125V223", left), note(826, 178, "after 60 s"),
    edge("M150 165C200 185 230 245 288 245", closers.remote),
    label(176, 236, count(closers.remote), "the remote closes first"),
    edge("M420 245H498", closedAfter), label(459, 210, closedAfter > 0 ? "at most " + count(closedAfter) : "0", "our close()"),
    edge("M630 245H718", closedAfter), note(674, 236, "its ACK"),
    edge("M85 170V300H785V267", resets),
    label(459, 318, count(resets), resetsSaid(closers)),
    Object.entries(NODES).map(([name, [x, y]]) => node(name, x, y, {
      ESTABLISHED: count(number(report.totals.opened)) + " opened",
      CLOSE_WAIT: count(waiting) + " now",
      TIME_WAIT: atMost + count(left) + " left",
    }[name], name === "CLOSE_WAIT" && waiting > 0)));
  section.append(el("h2", { id: "states" }, "How connections closed"),
    el("p", { class: "muted" }, "Counts since the watch began, of all code paths; "
      + (report.observation.firstCloserFidelity === "kernel"
        ? "who closed first was asked of the kernel." : "who closed first is inferred from Java calls.")
      + (closers.unknown > 0 ? " Of " + counted(closers.unknown, "connection") + " it is not known, and they are not"
        + " in the picture." : "")),
    el("div", { class: "diagram scroll", tabindex: "0", role: "region", "aria-label": "State diagram" }, drawing));
}

function resetsSaid(closers) {
  return "reset: " + count(closers.resetByRemote) + " by the remote, " + count(closers.resetByLocal) + " by us";
}

function node(name, x, y, said, hot) {
  const middle = x + NODE.width / 2;
  return svg("g", { class: "node" + (hot ? " hot" : "") },
    svg("rect", { x, y, width: NODE.width, height: NODE.height, rx: 6 }),
    svg("text", { x: middle, y: y + (said ? 17 : 25), class: "name", "text-anchor": "middle" }, name),
    said ? svg("text", { x: middle, y: y + 33, class: "faint", "text-anchor": "middle" }, said) : null);
}

// The answer in one sentence, and the numbers that it rests on with how they were come by.

function drawVerdict(report) {
  const jvm = report.jvm;
  const seconds = number(report.observation.seconds);
  document.title = "LastAck: " + printable(text(jvm.mainClass));
  fill(document.getElementById("top"), {}, [
    el("h1", {}, text(jvm.mainClass) || "a JVM"),
    el("p", { class: "verdict", id: "verdict" }, verdict(report)),
    el("p", { class: "muted small" },
      "pid " + number(jvm.pid) + ", JDK " + text(jvm.javaVersion) + "; watched for " + duration(seconds * 1000)
      + (jvm.attachedLate === true ? ", attached to the running program" : "")
      + "; written " + text(report.raw.generatedAt) + " (" + (TRIGGERS[report.raw.trigger] || "not said why")
      + ") by LastAck " + text(report.raw.version)),
    tiles(report),
    limits(report)]);
}

const TRIGGERS = { exit: "at the program's end", interval: "at its interval", command: "on demand" };
const NOUNS = { error: "error", warning: "warning", info: "remark" };

function verdict(report) {
  const findings = report.findings;
  const opened = number(report.totals.opened);
  if (opened === 0 && findings.length === 0) {
    return ["No TCP connection was seen."];
  }
  if (findings.length === 0) {
    return ["No findings: of ", counted(opened, "connection"), " none was left unclosed for long, and none was closed in"
      + " a harmful way."];
  }
  const numbers = SEVERITIES
    .map(severity => [severity, findings.filter(one => one.severity === severity).length])
    .filter(([, many]) => many > 0)
    .map(([severity, many]) => counted(many, NOUNS[severity]));
  const worst = findings[0];
  const link = el("a", { href: "#" + worst.id },
    worst.culprit ? el("code", {}, shortSite(worst.culprit)) : worst.rule);
  return [listed(numbers) + ". Look first at ", link, ": " + worst.title
    + (worst.connections > 0 ? " (" + counted(worst.connections, "connection") + ")" : "") + "."];
}

function tiles(report) {
  const totals = report.totals;
  const untracked = number(report.observation.untrackedSockets);
  const fidelity = report.observation.firstCloserFidelity === "kernel"
    ? "asked of the kernel" : "inferred from Java calls";
  const fins = report.observation.finFidelity === "kernel"
    ? "remote closes told by the kernel" : "remote closes seen only where the program reads";
  const tile = (name, value, small, bad) =>
    el("div", { class: "tile" + (bad ? " bad" : "") }, el("dt", {}, name), el("dd", {}, value, el("small", {}, small)));
  return el("dl", { class: "tiles" },
    tile("opened", count(number(totals.opened)), count(number(totals.closed)) + " of them closed"),
    tile("open now", count(number(totals.open)), "in any state"),
    tile("in CLOSE_WAIT now", count(number(totals.closeWaitNow)), fins, number(totals.closeWaitNow) > 0),
    tile("TIME_WAIT left", (totals.timeWaitAtMost === true ? "at most " : "") + count(number(totals.timeWaitLeft)),
      "60 s each on this host"),
    tile("closed first by", closedFirst(object(totals.firstCloser)), fidelity),
    tile("untracked sockets", untracked < 0 ? "?" : count(untracked),
      untracked < 0 ? "could not be counted" : untracked === 0 ? "every TCP socket is in here" : "not in this report",
      untracked > 0));
}

function closedFirst(closers) {
  const decided = CLOSERS.map(([name, said]) => [said, number(closers[name])]).filter(([, many]) => many > 0);
  const all = decided.reduce((sum, [, many]) => sum + many, 0);
  if (all === 0) {
    return "none yet";
  }
  const [said, many] = decided.reduce((most, one) => (one[1] > most[1] ? one : most));
  return said + " " + percent(many / all);
}

// What keeps the numbers from being whole stands beside them.
function limits(report) {
  const lines = texts(report.observation.capsHit).map(cap => "a limit was reached: " + cap)
    .concat(texts(report.observation.notes));
  const suppressed = number(report.observation.suppressedErrors);
  if (suppressed > 0) {
    lines.push(counted(suppressed, "error") + " inside LastAck kept from the program: counts may be too low");
  }
  return lines.length === 0 ? null
    : el("div", { class: "notes", role: "note" }, el("ul", {}, lines.map(line => el("li", {}, line))));
}

// How open connections, CLOSE_WAIT and TIME_WAIT came to be what they are, and when each leak began. Times are told
// back from the end: points far back are of longer spans, and stand for the most that was there in them.

const SERIES = [
  ["open", "open", "line-open"],
  ["closeWait", "in CLOSE_WAIT", "line-wait"],
  ["timeWait", "TIME_WAIT", "line-time-wait"],
];

// Once for a report: a thousand findings ask for it.
function historyOf(report) {
  if (report.history === undefined) {
    report.history = readHistory(report.raw);
  }
  return report.history;
}

function readHistory(raw) {
  const history = object(raw.history);
  const ends = texts(history.at).map(moment);
  const spans = Array.isArray(history.spanMillis) ? history.spanMillis.map(number) : [];
  if (ends.length === 0 || ends.includes(null) || spans.length !== ends.length) {
    return null;
  }
  const byPath = new Map(objects(history.codePaths)
    .map(series => [text(series.codePath), column(series, "closeWait", ends.length)]));
  return { ends, spans, total: object(history.total), byPath };
}

const column = (series, name, length) => {
  const values = Array.isArray(series[name]) ? series[name].map(number) : [];
  return values.length === length ? values : new Array(length).fill(0);
};

function drawTimeline(report, section) {
  const history = historyOf(report);
  if (history === null) {
    return;
  }
  const length = history.ends.length;
  const from = history.ends[0] - history.spans[0];
  const scale = { from, now: history.ends[length - 1], span: Math.max(1, history.ends[length - 1] - from) };
  const leaks = leakStarts(report, history, scale);
  section.append(el("h2", { id: "timeline" }, "Over time"),
    el("p", { class: "muted" }, "Of all code paths together, the most that was there at a time. Counted by LastAck: in"
      + " CLOSE_WAIT without those whose close() was called and waits for a selector, and the kernel may have ended entries"
      + " of TIME_WAIT earlier. A mark is where connections of a finding began to stay in CLOSE_WAIT."),
    el("div", { class: "lanes timeline" },
      SERIES.map(([name, said, style]) =>
        timelineRow(said, style, column(history.total, name, length), history, scale, name === "closeWait" ? leaks : [])),
      axis(scale)));
  if (leaks.length > 0) {
    section.append(el("ul", { class: "leak-starts" }, leaks.map(leak => el("li", {},
      el("a", { href: "#" + leak.finding.id }, "#" + leak.finding.nr + " " + leak.finding.rule),
      leak.whole ? " since before this begins" : " since " + duration(Math.max(0, scale.now - leak.at)) + " before the end"))));
  }
}

function timelineRow(said, style, values, history, scale, leaks) {
  const most = Math.max(0, ...values);
  const x = time => 1000 * (time - scale.from) / scale.span;
  const y = value => (most === 0 ? 39 : 39 - 37 * value / most);
  let path = "M0 40";
  values.forEach((value, i) => {
    const begin = x(history.ends[i] - history.spans[i]).toFixed(1);
    path += "L" + begin + " " + y(value).toFixed(1) + "L" + x(history.ends[i]).toFixed(1) + " " + y(value).toFixed(1);
  });
  path += "L1000 40Z";
  const now = values[values.length - 1];
  const told = said + ": " + count(now) + " at the end, at most " + count(most) + " within " + duration(scale.span);
  return el("div", { class: "lane" },
    el("span", { class: "lane-label", "aria-hidden": "true" }, said + ": " + count(now)
      + (most > now ? " (at most " + count(most) + ")" : "")),
    el("div", { class: "track timeline-track", role: "img", "aria-label": told, title: told },
      svg("svg", { viewBox: "0 0 1000 40", preserveAspectRatio: "none", "aria-hidden": "true", class: "series " + style },
        svg("path", { d: path })),
      leaks.map(leak => place(el("span", { class: "mark leak-start", title: "#" + leak.finding.nr }),
        100 * (leak.at - scale.from) / scale.span))));
}

// Of all code paths of a finding together; null where none of them has a history.
function closeWaitOf(finding, history) {
  const own = finding.paths.map(path => history.byPath.get(path.id)).filter(values => values);
  return own.length === 0 ? null : history.ends.map((_, i) => own.reduce((sum, values) => sum + values[i], 0));
}

// Where the last stretch without a zero begins, of all code paths of a finding together.
function leakStarts(report, history, scale) {
  const length = history.ends.length;
  const leaks = [];
  for (const finding of report.findings) {
    const sums = closeWaitOf(finding, history);
    if (sums === null) {
      continue;
    }
    let first = length;
    while (first > 0 && sums[first - 1] > 0) {
      first--;
    }
    if (first < length && finding.rule.startsWith("close-wait/")) {
      leaks.push({ finding, at: history.ends[first] - history.spans[first], whole: first === 0 });
    }
  }
  return leaks;
}

// A line of small bars of a finding's CLOSE_WAIT; nothing where there is none.
function trendLine(report, finding) {
  const history = historyOf(report);
  const sums = history === null ? null : closeWaitOf(finding, history);
  const most = sums === null ? 0 : Math.max(0, ...sums);
  if (most === 0) {
    return null;
  }
  const length = history.ends.length;
  const from = history.ends[0] - history.spans[0];
  const span = Math.max(1, history.ends[length - 1] - from);
  let path = "M0 20";
  sums.forEach((value, i) => {
    const y = (20 - 19 * value / most).toFixed(1);
    path += "L" + (100 * (history.ends[i] - history.spans[i] - from) / span).toFixed(1) + " " + y
      + "L" + (100 * (history.ends[i] - from) / span).toFixed(1) + " " + y;
  });
  return svg("svg", { viewBox: "0 0 100 20", preserveAspectRatio: "none", class: "series line-wait trend", role: "img",
    "aria-label": "CLOSE_WAIT: " + count(sums[length - 1]) + " at the end, at most " + count(most) },
    svg("path", { d: path + "L100 20Z" }));
}

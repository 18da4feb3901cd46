// The sampled connections of a finding, each in a lane, on one time axis that ends when the report was written.

const MOST_LANES = 20;
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 20e3, 30e3, 60e3, 120e3, 300e3, 600e3, 1200e3,
  1800e3, 3600e3, 7200e3, 14400e3, 28800e3, 43200e3, 86400e3];

function lanes(report, finding) {
  const samples = finding.paths.flatMap(path => path.samples).map(readSample)
    .filter(sample => sample.opened !== null && sample.opened <= report.now).sort((a, b) => a.opened - b.opened);
  if (report.now === null || samples.length === 0) {
    return null;
  }
  const shown = samples.slice(0, MOST_LANES);
  const from = Math.min(...shown.map(sample => sample.opened));
  const scale = { from, span: Math.max(1, report.now - from), now: report.now,
    threshold: configuredMillis(report, "close-wait-threshold") };
  const marked = scale.threshold > 0 && shown.some(sample => tooLongSince(sample, scale) !== null);
  const first = shown.length < finding.connections;
  return el("div", {},
    el("h4", {}, first
      ? counted(shown.length, "open connection") + " as a sample, of " + count(finding.connections)
      : counted(shown.length, "open connection")),
    el("div", { class: "lanes" }, shown.map(sample => lane(sample, scale)), axis(scale)),
    legend(marked ? scale.threshold : 0));
}

// When it was remote-closed for longer than is accepted; null where it is not, or not yet.
function tooLongSince(sample, scale) {
  const since = sample.fin === null || scale.threshold === 0 ? null : sample.fin + scale.threshold;
  return since === null || since > scale.now ? null : since;
}

function readSample(sample) {
  return {
    local: text(sample.local),
    remote: text(sample.remote),
    thread: text(sample.thread),
    state: text(sample.state),
    opened: moment(sample.openedAt),
    fin: moment(sample.remoteClosedAt),
    eof: moment(sample.eofAt),
    used: moment(sample.lastUsedAt),
    asked: moment(sample.closeAskedAt),
    unreadBytes: number(sample.unreadBytes),
    lost: sample.reachability === "unreachable",
  };
}

function lane(sample, scale) {
  const at = time => Math.min(100, Math.max(0, 100 * (time - scale.from) / scale.span));
  const segment = (style, from, to) => place(el("span", { class: "segment " + style }), at(from), at(to) - at(from));
  const mark = (style, time) => (time === null ? null : place(el("span", { class: "mark " + style }), at(time)));
  const said = sentence(sample, scale);
  return el("div", { class: "lane" },
    el("span", { class: "lane-label", "aria-hidden": "true" }, sample.local + (sample.thread ? " " + sample.thread : "")),
    el("div", { class: "track", role: "img", "aria-label": said, title: said },
      segment("open", sample.opened, sample.fin === null ? scale.now : sample.fin),
      sample.fin === null ? null : segment("wait", sample.fin, scale.now),
      sample.asked === null ? null : segment("asked", sample.asked, scale.now),
      mark("threshold", tooLongSince(sample, scale)),
      mark("used", sample.used), mark("fin", sample.fin), mark("eof", sample.eof)));
}

function sentence(sample, scale) {
  const ago = time => duration(Math.max(0, scale.now - time)) + " ago";
  return sample.local + " to " + sample.remote + ", " + sample.state + ": opened " + ago(sample.opened)
    + (sample.thread ? " by thread " + sample.thread : "")
    + (sample.used === null ? ", never used" : ", last used " + ago(sample.used))
    + (sample.fin === null ? ", not closed by the remote" : ", closed by the remote " + ago(sample.fin))
    + (tooLongSince(sample, scale) === null ? ""
      : ", over the threshold of " + duration(scale.threshold) + " since " + ago(tooLongSince(sample, scale)))
    + (sample.eof === null ? "" : ", end of stream read " + ago(sample.eof))
    + (sample.asked === null ? ", not closed here" : ", close() called " + ago(sample.asked) + " and not released")
    + (sample.unreadBytes > 0 ? ", " + count(sample.unreadBytes) + " bytes unread" : "")
    + (sample.lost ? ", out of the program's reach" : "");
}

function axis(scale) {
  const step = STEPS.find(one => scale.span / one <= 6) || 86400e3 * Math.ceil(scale.span / 6 / 86400e3);
  const ticks = [place(el("span", { class: "last" }, "now"), 100)];
  for (let ago = step; ago <= scale.span; ago += step) {
    const left = 100 * (1 - ago / scale.span);
    if (left < 88) {
      ticks.push(place(el("span", { class: left < 6 ? "first" : null }, "-" + tick(ago)), left));
    }
  }
  return el("div", { class: "lane axis-row", "aria-hidden": "true" }, el("span", { class: "lane-label" }),
    el("div", { class: "axis" }, ticks));
}

function tick(millis) {
  return millis < 1000 ? millis + " ms" : millis < 60e3 ? millis / 1000 + " s" : duration(millis);
}

function legend(threshold) {
  const entry = (style, said) => el("li", {}, el("span", { class: style }), said);
  return el("ul", { class: "legend", "aria-hidden": "true" },
    entry("segment open", "open"), entry("mark used", "last used"), entry("mark fin", "the remote's FIN"),
    entry("mark eof", "end of stream read"), entry("segment wait", "remote-closed and not closed here"),
    threshold > 0 ? entry("mark threshold", "over the threshold of " + duration(threshold)) : null,
    entry("segment asked", "close() called, not released"));
}

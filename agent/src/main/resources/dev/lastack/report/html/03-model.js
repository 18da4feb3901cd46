// The report, lastack-report/1. What a later or earlier version has not, or has otherwise, reads as nothing.

const object = value => (value !== null && typeof value === "object" && !Array.isArray(value) ? value : {});
const objects = value => (Array.isArray(value) ? value.filter(one => object(one) === one) : []);
const texts = value => (Array.isArray(value) ? value.filter(one => typeof one === "string") : []);
const text = value => (typeof value === "string" ? value : "");
const number = value => (typeof value === "number" && Number.isFinite(value) ? value : 0);
const moment = value => {
  const time = Date.parse(text(value));
  return Number.isNaN(time) ? null : time;
};

const CLOSERS = [
  ["remote", "remote", "closer-remote"],
  ["local", "this side", "closer-local"],
  ["simultaneous", "both at once", "closer-both"],
  ["resetByRemote", "reset by the remote", "closer-reset"],
  ["resetByLocal", "reset by this side", "closer-reset"],
  ["unknown", "not known", "closer-unknown"],
];

const SEVERITIES = ["error", "warning", "info"];

function readReport() {
  const raw = object(JSON.parse(document.getElementById("report").textContent));
  const paths = objects(raw.codePaths).map(readPath);
  const byId = new Map(paths.map(path => [path.id, path]));
  const own = ownFrames(raw, paths);
  return {
    raw,
    jvm: object(raw.jvm),
    observation: object(raw.observation),
    totals: object(raw.totals),
    configuration: objects(raw.configuration),
    settings: object(object(raw.kernel).settings),
    counters: object(object(raw.kernel).counters),
    now: moment(raw.generatedAt),
    paths,
    findings: objects(raw.findings).map((finding, i) => readFinding(finding, i, byId)),
    isOwn: own,
  };
}

// Of a key whose value is a duration; 0 where the report does not say.
function configuredMillis(report, key) {
  return number(object(report.configuration.find(one => one.key === key)).valueMillis);
}

function readPath(path) {
  const closeWait = object(path.closeWait);
  const timeWait = object(path.timeWait);
  return {
    id: text(path.id),
    role: text(path.role),
    transport: text(path.transport),
    peer: text(path.peer),
    site: text(path.site),
    before: path.openedBeforeWatch === true,
    openStack: texts(path.openStack),
    opened: number(path.opened),
    closed: number(path.closed),
    open: number(path.open),
    firstCloser: object(path.firstCloser),
    closeWaitNow: number(closeWait.now),
    closeWaitLongest: number(closeWait.longestMillis),
    closeWaitP99: number(closeWait.p99Millis),
    timeWait: {
      left: number(timeWait.left),
      now: number(timeWait.now),
      perSecond: number(timeWait.perSecond),
      steady: number(timeWait.steadyState),
      portShare: number(timeWait.portShare),
      atMost: timeWait.atMost === true,
    },
    stacks: readStacks(path),
    samples: objects(path.samples),
  };
}

const EVIDENCE = {
  requestSent: "the request was sent here",
  readAsked: "reading was asked for here",
  writeAsked: "writing was asked for here",
  asyncStarted: "asynchronous processing was started here",
  readerNow: "the thread that read last is here now",
  loopNow: "the event loop that should read is here now",
};

function readStacks(path) {
  const stacks = [];
  const add = (what, stack, times) => {
    if (stack.length > 0) {
      stacks.push({ what, frames: stack, times });
    }
  };
  add(path.role === "server" ? "accepted here" : "connected here", texts(path.openStack), number(path.opened));
  const counted = (list, what) => objects(list).forEach(one => add(what, texts(one.stack), number(one.count)));
  counted(path.lastUsedBy, "last used here");
  counted(path.eofSeenBy, "end of stream was read here");
  counted(path.closedBy, "closed here");
  objects(path.evidence).forEach(one =>
    add(EVIDENCE[one.kind] || text(one.kind), texts(one.stack), number(one.count)));
  return stacks;
}

function readFinding(finding, index, byId) {
  const evidence = object(finding.evidence);
  const ids = texts(finding.codePaths);
  const paths = (ids.length > 0 ? ids : [text(finding.codePath)]).map(id => byId.get(id)).filter(path => path);
  return {
    id: "finding-" + (index + 1),
    nr: index + 1,
    rule: text(finding.rule),
    severity: SEVERITIES.includes(finding.severity) ? finding.severity : "info",
    title: text(finding.title),
    connections: number(finding.connections),
    culprit: text(finding.culprit),
    note: text(finding.culpritNote),
    paths,
    evidence,
    handler: text(finding.handler),
    route: text(finding.route),
    sinceMillis: number(evidence.oldestMillis),
    timeLeftMillis: number(evidence.timeLeftMillis),
    details: texts(finding.details),
    owners: objects(finding.owners).map(one => ({ state: text(one.state), connections: number(one.connections), path: text(one.path) })),
    why: text(finding.why),
    fix: text(finding.fix),
  };
}

const className = frame => {
  const method = frame.slice(0, Math.max(0, frame.indexOf("(")));
  return method.slice(0, Math.max(0, method.lastIndexOf(".")));
};

// Which frames are the application's: as the report says, or in one that does not say so, the packages of its culprits.
function ownFrames(raw, paths) {
  const packageOf = frame => className(frame).replace(/\.[^.]*$/, "");
  if (Array.isArray(raw.applicationClasses)) {
    const classes = new Set(texts(raw.applicationClasses));
    return frame => classes.has(className(frame));
  }
  const sites = paths.map(path => path.site).concat(objects(raw.findings).map(one => text(one.culprit)));
  const packages = new Set(sites.filter(site => site).map(packageOf));
  return frame => packages.has(packageOf(frame));
}

function firstClosers(paths) {
  const sums = {};
  for (const [name] of CLOSERS) {
    sums[name] = paths.reduce((sum, path) => sum + number(path.firstCloser[name]), 0);
  }
  return sums;
}

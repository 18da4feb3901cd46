// What LastAck judged by, what the host is set to, and what its counters say.

function drawSettings(report, section) {
  const tables = [
    configured(report.configuration),
    pairs("The host's settings", report.settings, String),
    pairs("The kernel's counters", report.counters, value => (typeof value === "number" ? count(value) : value)),
  ].filter(table => table);
  if (tables.length > 0) {
    section.append(el("h2", { id: "settings" }, "Settings"), el("div", { class: "columns" }, tables));
  }
}

// As a person sets them; what is not the default is said to be so.
function configured(keys) {
  return rows("LastAck's settings", keys.filter(one => text(one.key) !== "").map(one => [text(one.key),
    [text(one.value) === "" ? "(none)" : text(one.value),
      one.changed === true ? el("span", { class: "badge info" }, "set") : null]]));
}

function pairs(caption, values, worded) {
  return rows(caption, Object.entries(values)
    .filter(([, value]) => typeof value === "number" || typeof value === "string")
    .map(([name, value]) => [name, value === "" ? "(none)" : worded(value)]));
}

function rows(caption, entries) {
  return entries.length === 0 ? null
    : el("div", {}, el("h4", {}, caption), el("div", { class: "scroll" }, el("table", {},
      el("caption", { class: "visually-hidden" }, caption),
      el("tbody", {}, entries.map(([name, value]) => el("tr", {},
        el("th", { scope: "row" }, el("code", {}, name)),
        el("td", { class: "number" }, value)))))));
}

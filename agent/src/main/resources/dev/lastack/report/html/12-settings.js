// What the host is set to, and what its counters say.

function drawSettings(report, section) {
  const tables = [
    pairs("The host's settings", report.settings, String),
    pairs("The kernel's counters", report.counters, value => (typeof value === "number" ? count(value) : value)),
  ].filter(table => table);
  if (tables.length > 0) {
    section.append(el("h2", { id: "settings" }, "Settings"), el("div", { class: "columns" }, tables));
  }
}

function pairs(caption, values, worded) {
  const entries = Object.entries(values).filter(([, value]) => typeof value === "number" || typeof value === "string");
  return entries.length === 0 ? null
    : el("div", {}, el("h4", {}, caption), el("div", { class: "scroll" }, el("table", {},
      el("caption", { class: "visually-hidden" }, caption),
      el("tbody", {}, entries.map(([name, value]) => el("tr", {},
        el("th", { scope: "row" }, el("code", {}, name)),
        el("td", { class: "number" }, value === "" ? "(none)" : worded(value))))))));
}

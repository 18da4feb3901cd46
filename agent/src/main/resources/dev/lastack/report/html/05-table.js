// A table whose columns sort by a press on their heads.
// columns: { head, value: row => number or text, cell: row => node or text, class, down: the first press sorts down }
// options: { caption, class, headColumn, most: rows drawn until all are asked for }

function sortedTable(columns, rows, options) {
  const body = el("tbody", {});
  const lines = new Map();
  const shown = { column: null, down: false, keep: () => true, most: options.most || rows.length };

  const heads = columns.map(column => el("th", { scope: "col", class: column.class },
    column.value ? el("button", { type: "button", onclick: () => sortBy(column) }, column.head) : column.head));

  function sortBy(column) {
    shown.down = shown.column === column ? !shown.down : column.down === true;
    shown.column = column;
    columns.forEach((one, i) => {
      if (one === column) {
        heads[i].setAttribute("aria-sort", shown.down ? "descending" : "ascending");
      } else {
        heads[i].removeAttribute("aria-sort");
      }
    });
    draw();
  }

  function line(row) {
    if (!lines.has(row)) {
      lines.set(row, el("tr", {}, columns.map((column, i) => i === options.headColumn
        ? el("th", { scope: "row", class: column.class }, column.cell(row))
        : el("td", { class: column.class }, column.cell(row)))));
    }
    return lines.get(row);
  }

  function draw() {
    const kept = rows.filter(shown.keep);
    if (shown.column) {
      const value = shown.column.value;
      kept.sort((a, b) => compared(value(a), value(b)) * (shown.down ? -1 : 1));
    }
    body.replaceChildren(...kept.slice(0, shown.most).map(line));
    return kept.length;
  }

  draw();
  const table = el("table", { class: options.class },
    el("caption", { class: "visually-hidden" }, options.caption), el("thead", {}, el("tr", {}, heads)), body);
  return {
    element: el("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": options.caption }, table),
    // Only rows for which it is true are drawn; returns how many there are.
    filter(keep) {
      shown.keep = keep;
      return draw();
    },
    showAll() {
      shown.most = rows.length;
      draw();
    },
  };
}

function compared(a, b) {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), "en");
}

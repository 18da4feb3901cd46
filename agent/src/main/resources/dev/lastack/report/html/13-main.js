// Top to bottom. A part that cannot be drawn says so, and the others are there still.

function drawPage() {
  const report = readReport();
  const main = document.getElementById("main");
  drawVerdict(report);
  for (const draw of [drawFindings, drawTimeline, drawCodePaths, drawTimeWait, drawStates, drawSettings]) {
    const section = el("section", {});
    try {
      draw(report, section);
    } catch (e) {
      console.error(e);
      section.append(el("p", { class: "notes", role: "alert" }, "This part of the report cannot be drawn: " + e));
    }
    if (section.childElementCount > 0) {
      main.append(section);
    }
  }
  document.getElementById("foot").append(el("p", {}, "Made by LastAck " + text(report.raw.version)
    + " from a report with the schema " + text(report.raw.schema) + ", which is in this file. It asks for nothing from any"
    + " network. ", "What a finding means: ", el("code", {}, "java -jar lastack.jar explain RULE")));
  openForPrinting();
  document.documentElement.dataset.drawn = "true";
}

function openForPrinting() {
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.stack:not([open])")].slice(0, 200);
    opened.forEach(details => { details.open = true; });
  });
  window.addEventListener("afterprint", () => opened.forEach(details => { details.open = false; }));
}

drawPage();

// Top to bottom, as the page of one report.

function drawFleet() {
  const fleet = readFleet();
  const main = document.getElementById("main");
  drawFleetVerdict(fleet);
  for (const draw of [drawFleetFindings, drawJvms]) {
    const section = el("section", {});
    draw(fleet, section);
    if (section.childElementCount > 0) {
      main.append(section);
    }
  }
  document.getElementById("foot").append(el("p", {}, "Made by LastAck " + text(fleet.raw.version) + " with the schema "
    + text(fleet.raw.schema) + ", which is in this file. It asks for nothing from any network. ", "What a finding means: ",
    el("code", {}, "java -jar lastack.jar explain RULE")));
  document.documentElement.dataset.drawn = "true";
}

drawFleet();

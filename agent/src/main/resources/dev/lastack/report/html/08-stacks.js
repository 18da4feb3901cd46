// A stack with the application's frames first: those of the JDK and of libraries are folded.

function foldedStack(report, stack) {
  const own = stack.frames.findIndex(report.isOwn);
  const head = own < 0 ? stack.frames[0] : stack.frames[own];
  const details = el("details", { class: "stack" },
    el("summary", {}, stack.what + " ", el("span", { class: "muted" }, "(" + count(stack.times) + ") "),
      el("code", {}, shortSite(head))));
  details.addEventListener("toggle", () => {
    if (details.childElementCount === 1) {
      details.append(copyButton(() => asTrace(stack.frames), "this stack"), frames(report, stack.frames, own));
    }
  });
  return details;
}

// As a stack trace, which editors make links of.
function asTrace(frames) {
  return frames.map(frame => "\tat " + frame).join("\n") + "\n";
}

function frames(report, all, own) {
  if (own < 0) {
    return el("ul", { class: "frames" }, all.map(frame => el("li", { class: "library" }, frame)));
  }
  const rows = [];
  let folded = [];
  const fold = said => {
    if (folded.length > 0) {
      rows.push(el("li", {}, el("details", {}, el("summary", {}, counted(folded.length, "frame") + said),
        el("ul", {}, folded.map(frame => el("li", { class: "library" }, frame))))));
      folded = [];
    }
  };
  for (const frame of all.slice(own)) {
    if (report.isOwn(frame)) {
      fold(" of the JDK and libraries");
      rows.push(el("li", { class: "own" }, "at " + frame));
    } else {
      folded.push(frame);
    }
  }
  fold(" of the JDK and libraries");
  folded = all.slice(0, own);
  fold(" of the JDK and libraries that it called");
  return el("ul", { class: "frames" }, rows);
}

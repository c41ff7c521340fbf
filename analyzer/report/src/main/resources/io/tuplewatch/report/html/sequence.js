// How one connect failed: what the client sent and saw, from top to bottom.
function sequencePicture(data) {
  const failed = data.failures ? columnsOf(data.failures) : null;
  const early = causeWords(data, "EARLY_REUSE");
  const candidates = failed ? failed.time.map((_, i) => i).filter(i =>
    failed.cause[i] === early && failed.past[i] === "had worked" && failed.closedBy[i] && failed.idle[i] !== null && failed.previousStart[i] !== null
    && failed.outcome[i] === "no answer") : [];
  if (!candidates.length) {
    return null;
  }
  let at = Math.floor(candidates.length / 2);
  const title = el("p", {class: "tuple"});
  const place = el("div", {class: "sequence"});
  const show = step => {
    at = (at + step + candidates.length) % candidates.length;
    const i = candidates[at];
    title.replaceChildren(`${failed.from[i]}:${failed.port[i]} to ${failed.to[i]}`,
      el("span", {class: "of"}, `failure ${count(at + 1)} of ${count(candidates.length)}`));
    place.replaceChildren(sequence(steps(failed, i)));
  };
  show(0);
  zoneListeners.push(() => show(0));
  return figure("sequence", "How one connect failed",
    "The same four-tuple worked, was closed, and was used again too soon: from then on nothing came back.",
    [el("div", {class: "sequenceHead"}, title, el("span", {class: "buttons"},
      el("button", {type: "button", onclick: () => show(-1)}, "Previous"),
      el("button", {type: "button", onclick: () => show(1)}, "Next"))), place], {
      caption: "Repeated SYNs are drawn when Linux sends them; the client records the beginning and the end."});
}

function steps(failed, i) {
  const time = failed.time[i];
  const closer = failed.closedBy[i];
  const clock = ms => clockOf(ms).time + "." + clockOf(ms).millis;
  const list = [
    {at: clock(time - failed.previousStart[i]), text: "SYN, answered: the connection worked", arrow: "both"},
    {at: clock(time - failed.idle[i]), text: "closed first by " + closer, arrow: closer === "the server" ? "left" : "right"},
    {gap: span(failed.idle[i]) + " without a packet: a device may still keep the session"},
    {at: clock(time), text: "SYN of a new connect from the same port", arrow: "lost"}];
  let after = 0;
  for (let n = 2, wait = 1; n <= Math.min(failed.syns[i], 4); n++, wait *= 2) {
    after += wait;
    list.push({at: "+ " + after + " s", text: "SYN again, no answer", arrow: "lost"});
  }
  list.push({at: clock(time + failed.waited[i]), text: (failed.exception[i] || "gave up").split(":")[0].split(".").pop()
    + " after " + span(failed.waited[i]), arrow: "end"});
  return list;
}

function sequence(list) {
  const row = 34;
  const left = 130;
  const right = 420;
  const height = list.length * row + 34;
  const parts = [
    svg("text", {x: left, y: 14, class: "actor"}, "client"),
    svg("text", {x: right, y: 14, class: "actor"}, "path and server"),
    svg("line", {x1: left, x2: left, y1: 22, y2: height, class: "life"}),
    svg("line", {x1: right, x2: right, y1: 22, y2: height, class: "life"})];
  list.forEach((step, n) => {
    const y = 44 + n * row;
    if (step.gap) {
      parts.push(svg("rect", {x: left - 4, y: y - 17, width: right - left + 8, height: 24, class: "gap"}),
        svg("text", {x: right + 14, y, class: "what"}, step.gap));
      return;
    }
    parts.push(svg("text", {x: left - 12, y: y + 4, class: "clock"}, step.at),
      svg("text", {x: right + 14, y: y + 4, class: "what"}, step.text), ...arrow(step.arrow, left, right, y));
  });
  return svg("svg", {viewBox: `0 0 860 ${height}`, role: "img", "aria-label":
    list.map(step => step.gap || step.at + " " + step.text).join("; ")}, ...parts);
}

function arrow(kind, left, right, y) {
  const head = (x, towards) => svg("path", {d: `M${x} ${y} l${-8 * towards} -4 v8 z`, class: "head"});
  const cross = x => svg("path", {d: `M${x - 5} ${y - 5} l10 10 M${x + 5} ${y - 5} l-10 10`, class: "cross"});
  switch (kind) {
    case "both": return [svg("line", {x1: left, x2: right, y1: y, y2: y, class: "packet"}), head(right, 1), head(left, -1)];
    case "right": return [svg("line", {x1: left, x2: right, y1: y, y2: y, class: "packet"}), head(right, 1)];
    case "left": return [svg("line", {x1: left, x2: right, y1: y, y2: y, class: "packet"}), head(left, -1)];
    case "lost": return [svg("line", {x1: left, x2: right - 90, y1: y, y2: y, class: "packet lost"}), cross(right - 90)];
    default: return [svg("circle", {cx: left, cy: y, r: 5, class: "end"})];
  }
}

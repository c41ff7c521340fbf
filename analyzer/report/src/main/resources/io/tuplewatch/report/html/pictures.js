// One function for each picture: from its part of the data to a figure, or null where there is
// nothing to see.
const MARKS = {failed: "×", worked: "●", band: "▮", reserved: "▨", line: "─"};

function legend(...entries) {
  return el("ul", {class: "legend"}, entries.map(([mark, text, kind]) =>
    el("li", {}, el("span", {class: "mark " + (kind || mark), "aria-hidden": "true"}, MARKS[mark] || "■"), text)));
}

/** A figure: what it shows, what it says, the picture, how to read it, its numbers. */
function figure(id, title, reading, body, {caption, numbers, half} = {}) {
  return el("section", {class: "panel" + (half ? " half" : ""), id, "aria-labelledby": id + "-title"},
    el("h2", {id: id + "-title"}, el("a", {href: "#" + id}, title)),
    el("p", {class: "reading"}, explained(reading)),
    el("figure", {}, body, caption ? el("figcaption", {}, explained(caption)) : null),
    numbers ? el("details", {class: "numbers"}, el("summary", {}, "Numbers"), numbers) : null);
}

function canvas(kind) {
  return el("div", {class: "chart " + kind});
}

/** A small table of texts, the numbers behind a picture. */
function numbersTable(head, rows) {
  return el("div", {class: "scroll"}, el("table", {},
    el("thead", {}, el("tr", {}, head.map(text => el("th", {scope: "col"}, text)))),
    el("tbody", {}, rows.map(row => el("tr", {}, row.map((cell, i) =>
      el("td", {class: i ? "number" : null}, cell)))))));
}

function idlePicture(data) {
  const idle = data.idle;
  if (!idle || idle.destinations.every(each => !each.bins.length)) {
    return null;
  }
  const node = canvas("step");
  const reading = el("span", {});
  const numbers = el("div", {});
  let at = 0;
  const show = index => {
    at = index;
    const one = idle.destinations[at];
    reading.replaceChildren(...explained(one.reading));
    numbers.replaceChildren(idleNumbers(one));
    if (node.dataset.drawn) {
      redraw();
    }
  };
  const choice = idle.destinations.length === 1 ? null : el("select",
    {"aria-label": "Destination", onchange: event => show(Number(event.target.value))},
    idle.destinations.map((each, i) => el("option", {value: i}, each.name)));
  const panel = figure("step", "Failure rate by idle time", "", [
    legend(["failed", "a failed connect"], ["worked", "one that worked"],
      ["band", "failure rate with its 95 % interval", "rate"],
      ["band", "estimated lifetime of sessions", "lifetime"]),
    node], {
    caption: "Across: how long the four-tuple had been idle when it was used again. Each connect is a"
      + " mark, above if it failed. Intervals are Wilson's. A step from high to low is what a"
      + " device looks like that forgets sessions after that time.",
    numbers});
  panel.querySelector(".reading").replaceChildren(reading);
  if (choice) {
    panel.querySelector("figure").prepend(choice);
  }
  show(0);
  const points = idlePoints(data);
  chart(node, "Failure rate of connects by the idle time of their four-tuple", () =>
    idleOptions(idle.destinations[at], points(at)));
  return panel;
}

function idleNumbers(one) {
  const rate = bin => bin.connects
    ? [count(bin.failed), count(bin.connects), percent(bin.rate), percent(bin.low) + " to " + percent(bin.high)]
    : ["0", "0", "", ""];
  return numbersTable(["Idle", "Failed", "Connects", "Rate", "95 % interval"], [
    ...one.bins.map(bin => [roundSpan(bin.fromMs) + " to " + roundSpan(bin.toMs), ...rate(bin)]),
    ["never used before", ...rate(one.firstUses)]]);
}

/** Idle times of connects to a destination, failed and worked, in ms. */
function idlePoints(data) {
  const failed = columnsOf(data.failures);
  const worked = columnsOf(data.worked.points);
  return at => ({
    failed: failed.idle.filter((idle, i) => idle !== null && failed.destination[i] === at),
    worked: worked.idle.filter((idle, i) => idle !== null && worked.destination[i] === at)
  });
}

/** The same for the same index, between 0 and 1: dots that share a place do not cover each other. */
function jitter(i) {
  return ((i * 0.61803398875) % 1);
}

function idleOptions(one, points) {
  const times = [...points.failed, ...points.worked].map(log);
  const edges = one.bins.flatMap(bin => [log(bin.fromMs || bin.toMs / 2), log(bin.toMs)]);
  const all = [...times, ...edges];
  const min = all.reduce((a, b) => Math.min(a, b), 10) - 0.05;
  const max = all.reduce((a, b) => Math.max(a, b), -10) + 0.05;
  const gap = (max - min) * 0.04;
  const fresh = one.firstUses.connects ? [max + gap, max + gap * 3.5] : null;
  const end = fresh ? fresh[1] + gap / 2 : max;
  const boxes = one.bins.map(bin => ({from: log(bin.fromMs || bin.toMs / 2), to: log(bin.toMs), ...bin}));
  if (fresh) {
    boxes.push({from: fresh[0], to: fresh[1], ...one.firstUses});
  }
  const ticks = logSpanTicks(min, max);
  return {
    grid: {left: 48, right: 16, top: 28, bottom: 40},
    xAxis: baseAxis({
      min, max: end,
      axisTick: {show: true, customValues: ticks, lineStyle: {color: colour("axis")}},
      axisLabel: {
        color: colour("muted"), fontSize: 12, hideOverlap: true,
        customValues: fresh ? [...ticks, (fresh[0] + fresh[1]) / 2] : ticks,
        formatter: value => value > max ? "never\nbefore" : roundSpan(Math.pow(10, value))
      }
    }),
    yAxis: axis({
      min: -20, max: 120, interval: 20,
      axisLabel: {color: colour("muted"), fontSize: 12, formatter: value => value < 0 || value > 100 ? "" : value + " %"},
      splitLine: {lineStyle: {color: colour("grid")}}
    }),
    tooltip: {...tooltip(), trigger: "item", formatter: () => ""},
    series: [
      rateBoxes(boxes), rateLines(boxes), lifetimeBand(one.lifetime, max),
      failedDots(points.failed.map((ms, i) => [log(ms), 104 + 14 * jitter(i)]), {silent: true}),
      workedDots(points.worked.map((ms, i) => [log(ms), -18 + 14 * jitter(i)]), {silent: true})]
  };
}

function rateBoxes(boxes) {
  return {
    type: "line", data: [], silent: true,
    markArea: {
      silent: true,
      itemStyle: {
        color: faded(colour("fail"), isDark() ? 0.3 : 0.16), borderWidth: 1, borderColor: faded(colour("fail"), 0.7)},
      data: boxes.map(box => [{coord: [box.from, 100 * box.low]}, {coord: [box.to, 100 * box.high]}])
    }
  };
}

function rateLines(boxes) {
  return {
    type: "line", silent: true, symbol: "none", z: 4,
    lineStyle: {color: colour("fail"), width: 3, cap: "butt"},
    data: boxes.flatMap(box => [[box.from, 100 * box.rate], [box.to, 100 * box.rate], [box.to, null]])
  };
}

function lifetimeBand(lifetime, end) {
  if (lifetime.answer === "NONE_FOUND") {
    return {type: "line", data: []};
  }
  const low = log(lifetime.lowMs);
  const high = lifetime.highMs ? log(lifetime.highMs) : end;
  return {
    type: "line", data: [], silent: true,
    markArea: {
      silent: true,
      itemStyle: {color: faded(colour("band"), 0.35)},
      label: {position: "top", distance: 6, color: colour("ink"), fontSize: 12, fontWeight: 600},
      data: [[{name: lifetime.words, coord: [low, -20]}, {coord: [high, 120]}]]
    },
    markLine: {
      silent: true, symbol: "none", label: {show: false},
      lineStyle: {color: colour("band"), width: 1.5, type: "solid"},
      data: lifetime.highMs ? [{xAxis: low}, {xAxis: high}] : [{xAxis: low}]
    }
  };
}

function portsPicture(data) {
  if (!data.worked || !data.worked.connects) {
    return null;
  }
  const worked = columnsOf(data.worked.points);
  const failed = columnsOf(data.failures);
  const links = [];
  failed.time.forEach((time, i) => {
    if (failed.idle[i] !== null && failed.past[i] === "had worked") {
      links.push([time - failed.idle[i], failed.port[i]], [time, failed.port[i]], [time, null]);
    }
  });
  const node = canvas("tall");
  const part = data.worked.oneOf === 1 ? "Every connect is drawn."
    : `Of the connects that worked one in ${count(data.worked.oneOf)} is drawn; every failure that the table has is.`;
  const panel = figure("ports", "Ports over time", data.worked.reading, [
    legend(["failed", "a failed connect"], ["worked", "one that worked"],
      ["line", "idle since the port's previous use", "link"]), node],
    {caption: part + " Hold Ctrl and turn the wheel, or drag the ends of the bar, to look closer."});
  chart(node, "Source port of each connect over time; failures are crosses", () =>
    portsOptions(data, worked, failed, links));
  return panel;
}

function portsOptions(data, worked, failed, links) {
  const {fromMs, toMs} = data.head;
  return {
    grid: {left: 60, right: 16, top: 12, bottom: 74},
    xAxis: timeAxis(fromMs, toMs),
    yAxis: axis({
      scale: true,
      axisLabel: {color: colour("muted"), fontSize: 12, formatter: value => String(value)}
    }),
    dataZoom: [
      {type: "inside", filterMode: "none", zoomOnMouseWheel: "ctrl", moveOnMouseMove: true},
      {type: "slider", filterMode: "none", height: 20, bottom: 12, brushSelect: false, showDetail: false,
        borderColor: colour("line"), fillerColor: faded(colour("worked"), 0.12), handleSize: "110%",
        handleStyle: {color: colour("surface"), borderColor: colour("axis")},
        moveHandleStyle: {color: colour("axis"), opacity: 0.5},
        dataBackground: {lineStyle: {opacity: 0}, areaStyle: {opacity: 0}},
        selectedDataBackground: {lineStyle: {opacity: 0}, areaStyle: {opacity: 0}}}],
    tooltip: {...tooltip(), trigger: "item", formatter: point => point.seriesName === "failed"
      ? plain(failureText(failed, point.dataIndex))
      : plain(moment(worked.time[point.dataIndex]) + " " + zone() + "\nport " + worked.port[point.dataIndex] + ", worked")},
    series: [
      {type: "line", name: "idle", data: links, symbol: "none", silent: true, z: 2,
        lineStyle: {color: colour("fail"), width: 1, opacity: 0.45}},
      workedDots(worked.time.map((time, i) => [time, worked.port[i]])),
      failedDots(failed.time.map((time, i) => [time, failed.port[i]]))]
  };
}

function failureText(failed, i) {
  return [
    moment(failed.time[i]) + " " + zone(),
    "port " + failed.port[i] + ", " + failed.outcome[i] + " in " + span(failed.waited[i]),
    failed.idle[i] === null ? "its past: " + failed.past[i]
      : "idle for " + span(failed.idle[i]) + "; before that it " + failed.past[i],
    "cause: " + failed.cause[i]].join("\n");
}

const CAUSE_LOOK = {
  EARLY_REUSE: ["fail", null],
  DESTINATION_DOWN: ["down", {symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -0.785}],
  REFUSED_BY_SERVER: ["refused", {symbol: "circle", symbolSize: 0.6, dashArrayX: [[4, 4], [0, 4, 4, 0]], dashArrayY: [4, 0]}],
  NO_ANSWER_WITHOUT_REUSE: ["noanswer", {symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 3]}],
  CONNECT_LIMIT: ["limit", {symbol: "rect", dashArrayX: [2, 2], dashArrayY: [1, 0]}],
  PORT_EXHAUSTION: ["exhausted", {symbol: "rect", dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: 0.785}],
  CLOSED_BY_APPLICATION: ["closed", {symbol: "triangle", symbolSize: 0.7}],
  UNKNOWN: ["unknown", {symbol: "rect", dashArrayX: [1, 0], dashArrayY: [1, 5], rotation: -0.785}]
};

/** Causes on this host share one look; their names stand beside it. */
function lookOf(cause) {
  return CAUSE_LOOK[cause.cause] || CAUSE_LOOK.PORT_EXHAUSTION;
}

function coursePicture(data) {
  const course = data.course;
  if (!course || !course.connects.some(value => value)) {
    return null;
  }
  const node = canvas("half");
  const causes = course.causes.map(cause => ["■", cause.label, "cause " + lookOf(cause)[0]]);
  const panel = figure("course", "Failures over time", course.reading, [
    causes.length ? legend(...causes) : null, node], {
    half: true,
    caption: `Connects above, failures by cause below; each bar is ${span(course.widthMs).replace(".000", "")}.`,
    numbers: courseNumbers(course)});
  chart(node, "Connects, and failures by cause, over time", () => courseOptions(course));
  return panel;
}

function courseNumbers(course) {
  const failures = i => course.causes.reduce((sum, cause) => sum + cause.values[i], 0);
  const rows = course.connects.map((connects, i) => [i, connects]).filter(([i, connects]) => connects || failures(i));
  return numbersTable(["From (UTC)", "Connects", ...course.causes.map(cause => cause.label)],
    rows.map(([i, connects]) => [
      new Date(course.fromMs + i * course.widthMs).toISOString().replace("T", " ").replace("Z", ""),
      count(connects), ...course.causes.map(cause => count(cause.values[i]))]));
}

function courseOptions(course) {
  const from = course.fromMs;
  const to = course.fromMs + course.connects.length * course.widthMs;
  const at = i => from + (i + 0.5) * course.widthMs;
  const bars = (values, more) => ({
    type: "bar", barWidth: "99%", barGap: "-100%", large: false,
    data: values.map((value, i) => [at(i), value]), ...more});
  const perBar = (index, more) => axis({
    gridIndex: index, minInterval: 1, splitNumber: index ? 3 : 1,
    axisLabel: {color: colour("muted"), fontSize: 12, formatter: count}, ...more});
  return {
    grid: [{left: 52, right: 12, top: 10, height: "22%"}, {left: 52, right: 12, top: "38%", bottom: 28}],
    xAxis: [timeAxis(from, to, {gridIndex: 0, axisLabel: {show: false}}), timeAxis(from, to, {gridIndex: 1})],
    yAxis: [perBar(0), perBar(1)],
    tooltip: {...tooltip(), trigger: "axis", axisPointer: {type: "shadow", shadowStyle: {color: faded(colour("muted"), 0.12)}},
      formatter: points => courseText(course, points[0].dataIndex)},
    axisPointer: {link: [{xAxisIndex: "all"}]},
    series: [
      bars(course.connects, {xAxisIndex: 0, yAxisIndex: 0, itemStyle: {color: colour("worked"), opacity: 0.7}}),
      ...course.causes.map(cause => {
        const [name, decal] = lookOf(cause);
        return bars(cause.values, {
          xAxisIndex: 1, yAxisIndex: 1, stack: "causes", name: cause.label,
          itemStyle: {color: colour(name), decal: decal && {color: faded(colour("surface"), 0.75), ...decal}}});
      })]
  };
}

function courseText(course, i) {
  return [
    moment(course.fromMs + i * course.widthMs) + " " + zone(),
    count(course.connects[i]) + " connects",
    ...course.causes.filter(cause => cause.values[i]).map(cause => count(cause.values[i]) + " failed: " + cause.label)
  ].map(plain).join("\n");
}

function synPicture(data) {
  const syns = data.syns;
  if (!syns || !data.worked.connects) {
    return null;
  }
  const worked = columnsOf(data.worked.points);
  const failed = columnsOf(data.failures);
  const node = canvas("half");
  const panel = figure("connect-time", "Time to connect", syns.reading, [
    legend(["failed", "a failed connect"], ["worked", "one that worked"]), node], {
    half: true,
    caption: "Lines at 1 s and 3 s: from there on it was the second, the third SYN that got the answer."
      + " Dots just above a line are consistent with lost packets, or a full accept queue.",
    numbers: numbersTable(["Answered", "Connects"], [
      ["the first SYN", count(syns.answered[0])], ["the second", count(syns.answered[1])],
      ["a later one", count(syns.answered[2])]])});
  chart(node, "How long each connect took, over time", () => synOptions(data, worked, failed));
  return panel;
}

function synOptions(data, worked, failed) {
  const {fromMs, toMs} = data.head;
  const times = [...worked.waited, ...failed.waited].map(log);
  const min = times.reduce((a, b) => Math.min(a, b), 0) - 0.1;
  const max = Math.max(times.reduce((a, b) => Math.max(a, b), 0) + 0.1, 3.7);
  const values = logSpanTicks(min, max);
  const line = (ms, text) => ({yAxis: log(ms), label: {formatter: text}});
  return {
    grid: {left: 56, right: 12, top: 12, bottom: 28},
    xAxis: timeAxis(fromMs, toMs),
    yAxis: axis({
      min, max,
      splitLine: {show: false},
      axisLabel: {color: colour("muted"), fontSize: 12, customValues: values, formatter: value => roundSpan(Math.pow(10, value))},
    }),
    tooltip: {...tooltip(), trigger: "item", formatter: point => plain(point.seriesName === "failed"
      ? failureText(failed, point.dataIndex)
      : moment(worked.time[point.dataIndex]) + " " + zone() + "\nworked in " + span(worked.waited[point.dataIndex]))},
    series: [
      {type: "line", data: [], markLine: {
        silent: true, symbol: "none", z: 9,
        lineStyle: {color: colour("axis"), type: "dashed", width: 1},
        label: {
          position: "insideStartTop", color: colour("muted"), fontSize: 11, padding: [1, 4],
          backgroundColor: faded(colour("surface"), 0.85)},
        data: [line(1000, "second SYN"), line(3000, "third SYN")]}},
      workedDots(worked.time.map((time, i) => [time, log(worked.waited[i])])),
      failedDots(failed.time.map((time, i) => [time, log(failed.waited[i])]))]
  };
}

function portUsePicture(data) {
  const use = data.portUse;
  if (!use) {
    return null;
  }
  const node = styled(canvas("rows"), {height: 44 + use.rows.length * 112 + "px"});
  const panel = figure("port-use", "Use of source ports", use.reading, [
    use.reservedPorts === 0 ? null : legend(["■", "times a port was selected", "use"], ["reserved", `reserved ports (${count(use.reservedPorts)} in ${count(use.blocks)} blocks)`]), node], {
    caption: use.subject + (use.width > 1 ? `. Each column stands for ${use.width} ports, and shows the most used of them.` : "."),
    numbers: numbersTable(["", "Selections", "Ports used", "As crowded as", "Most used ports"], use.rows.map(row => [
      row.name, count(row.selections), count(row.portsUsed), count(Math.round(row.effectivePorts)) + " ports used equally",
      row.hottest.map(hot => hot.port + " (" + count(hot.uses) + ")").join(", ")]))});
  chart(node, "How often each source port was selected", () => portUseOptions(use));
  return panel;
}

function portUseOptions(use) {
  const height = 66;
  const step = 112;
  const top = Math.max(1, ...use.rows.flatMap(row => row.peaks));
  const labelled = row => row.hottest.slice(0, 1).map(hot => ({
    coord: [hot.port, hot.uses], value: hot.port + ": " + count(hot.uses)}));
  const last = use.rows.length - 1;
  return {
    title: use.rows.map((row, i) => ({
      text: plain(row.name), left: 0, top: 4 + i * step, padding: 0,
      textStyle: {fontSize: 13, fontWeight: 600, color: colour("ink")}})),
    grid: use.rows.map((_, i) => ({left: 52, right: 16, top: 34 + i * step, height})),
    xAxis: use.rows.map((_, i) => baseAxis({
      gridIndex: i, min: use.low, max: use.high,
      axisLabel: {show: i === last, color: colour("muted"), fontSize: 12, hideOverlap: true, formatter: value => String(Math.round(value))}})),
    yAxis: use.rows.map((_, i) => axis({
      gridIndex: i, min: 0, max: top, interval: top,
      axisLabel: {color: colour("muted"), fontSize: 12, formatter: count}})),
    tooltip: {...tooltip(), trigger: "axis", axisPointer: {type: "line", lineStyle: {color: colour("axis")}},
      formatter: points => portUseText(use, points[0].dataIndex)},
    axisPointer: {link: [{xAxisIndex: "all"}]},
    series: use.rows.map((row, i) => ({
      type: "bar", xAxisIndex: i, yAxisIndex: i, barWidth: "100%", barMinWidth: 1,
      itemStyle: {color: colour(i ? "accent" : "worked")},
      data: row.peaks.map((peak, column) => [use.low + (column + 0.5) * use.width, peak]),
      markPoint: {
        symbol: "circle", symbolSize: 0.1, silent: true, data: labelled(row),
        label: {position: "top", distance: 4, color: colour("ink"), fontSize: 12, fontWeight: 600}},
      markArea: {
        silent: true, itemStyle: {color: faded(colour("muted"), 0.22)},
        data: use.reserved.map(([low, high]) => [{xAxis: low}, {xAxis: high + 1}])}
    }))
  };
}

function portUseText(use, column) {
  const low = use.low + column * use.width;
  const high = Math.min(use.high, low + use.width - 1);
  return [
    low === high ? "port " + low : "ports " + low + " to " + high,
    ...use.rows.map(row => count(row.peaks[column]) + "  " + row.name)].map(plain).join("\n");
}

// What all charts share: they are drawn when they come into view, and again when theme, zone or
// width change.
const charts = [];
const FONT = getComputedStyle(document.body).fontFamily;

/** A chart in a node; options() makes the library's options anew. */
function chart(node, label, options) {
  const one = {node, options, instance: null};
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", label);
  charts.push(one);
  seen.observe(node);
  return one;
}

function draw(one) {
  if (!one.instance) {
    one.instance = echarts.init(one.node, null, {renderer: "canvas", devicePixelRatio: Math.max(2, devicePixelRatio)});
  }
  one.instance.setOption({...common(), ...one.options(one.node.clientWidth)}, {notMerge: true});
  one.node.dataset.drawn = "true";
}

const seen = new IntersectionObserver(entries => {
  for (const entry of entries.filter(each => each.isIntersecting)) {
    seen.unobserve(entry.target);
    draw(charts.find(each => each.node === entry.target));
  }
}, {rootMargin: "400px"});

function redraw() {
  charts.filter(each => each.instance).forEach(draw);
}

let width = 0;
new ResizeObserver(() => {
  if (width !== innerWidth) {
    width = innerWidth;
    charts.filter(each => each.instance).forEach(each => each.instance.resize());
    redraw();
  }
}).observe(document.body);
themeListeners.push(redraw);

// On paper it is light, and as wide as the paper.
const PAPER = 700;
let themeOnScreen;
addEventListener("beforeprint", () => {
  themeOnScreen = isDark();
  document.documentElement.dataset.theme = "light";
  document.documentElement.dataset.print = "true";
  charts.forEach(each => {
    draw(each);
    each.instance.resize({width: each.node.classList.contains("half") ? PAPER / 2 - 8 : PAPER});
    draw(each);
  });
});
addEventListener("afterprint", () => {
  delete document.documentElement.dataset.print;
  charts.forEach(each => each.instance.resize({width: "auto"}));
  useTheme(themeOnScreen);
});

function common() {
  return {
    animation: false,
    useUTC: state.utc,
    textStyle: {fontFamily: FONT, fontSize: 12, color: colour("muted")},
    tooltip: tooltip()
  };
}

/** Drawn into the canvas: what it shows is never parsed as HTML. */
function tooltip() {
  return {
    renderMode: "richText",
    confine: true,
    backgroundColor: colour("surface"),
    borderColor: colour("line"),
    padding: [8, 12],
    textStyle: {fontFamily: FONT, fontSize: 12, lineHeight: 18, color: colour("ink")}
  };
}

/** Braces would begin a style of the chart library's. */
function plain(text) {
  return String(text).replace(/[{}|]/g, " ");
}

function axis(more) {
  return {
    type: "value",
    axisLine: {show: false},
    axisTick: {show: false},
    axisLabel: {color: colour("muted"), fontSize: 12, hideOverlap: true},
    nameTextStyle: {color: colour("muted"), fontSize: 12},
    splitLine: {lineStyle: {color: colour("grid"), width: 1}},
    ...more
  };
}

function baseAxis(more) {
  return axis({
    splitLine: {show: false},
    axisLine: {show: true, onZero: false, lineStyle: {color: colour("axis")}},
    ...more
  });
}

function timeAxis(from, to, more) {
  return baseAxis({
    type: "time",
    min: from,
    max: to,
    splitNumber: 6,
    axisLabel: {
      color: colour("muted"),
      fontSize: 12,
      hideOverlap: true,
      showMinLabel: false,
      showMaxLabel: false,
      formatter: value => tick(value, to - from)
    },
    ...more
  });
}

/** Spans on a logarithmic scale: positions are decimal logarithms of ms. */
const ROUND_SPANS = [
  0.001, 0.01, 0.1, 1, 10, 100, 1e3, 10e3, 60e3, 600e3, 3600e3, 6 * 3600e3, 24 * 3600e3, 240 * 3600e3];

function logSpanTicks(min, max) {
  return ROUND_SPANS.map(Math.log10).filter(at => at >= min - 1e-9 && at <= max + 1e-9);
}

function log(ms) {
  return Math.log10(Math.max(ms, 0.001));
}

/** Marks drawn in one frame of many, so that the page stays at hand; on paper there is no next frame. */
function inFrames() {
  return document.documentElement.dataset.print ? 0 : 2000;
}

const CROSS = "path://M0 0 L1.5 0 L5 3.5 L8.5 0 L10 0 L10 1.5 L6.5 5 L10 8.5 L10 10 L8.5 10 L5 6.5 L1.5 10 L0 10 L0 8.5 L3.5 5 L0 1.5 Z";

function failedDots(data, more) {
  return {
    type: "scatter",
    name: "failed",
    symbol: CROSS,
    symbolSize: data.length > 3000 ? 5 : 8,
    // Not as one large path: to fill one of thousands of crosses takes a browser minutes.
    large: false,
    progressive: inFrames(),
    itemStyle: {color: colour("fail")},
    z: 5,
    data,
    ...more
  };
}

function workedDots(data, more) {
  return {
    type: "scatter",
    name: "worked",
    symbol: "circle",
    symbolSize: data.length > 20000 ? 2 : data.length > 3000 ? 3 : 4,
    large: data.length > 5000,
    largeThreshold: 5000,
    progressive: inFrames(),
    itemStyle: {color: colour("worked"), opacity: data.length > 20000 ? 0.35 : 0.6},
    z: 3,
    data,
    ...more
  };
}

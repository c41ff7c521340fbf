// From the data to the page, from top to bottom.
const data = JSON.parse(document.getElementById("data").textContent);

function head() {
  const zoneButton = el("button", {type: "button", "aria-pressed": "false"}, "UTC");
  zoneButton.title = "Times in UTC; press for " + LOCAL_ZONE;
  zoneButton.addEventListener("click", () => {
    state.utc = !state.utc;
    zoneButton.textContent = state.utc ? "UTC" : LOCAL_ZONE;
    zoneButton.setAttribute("aria-pressed", String(!state.utc));
    zoneListeners.forEach(listener => listener());
    redraw();
  });
  const themeButton = el("button", {type: "button", onclick: () => useTheme(!isDark())}, "Light / dark");
  document.getElementById("head").append(
    el("div", {class: "bar-top"},
      el("span", {class: "brand"}, "Tuplewatch"),
      el("span", {class: "buttons"}, zoneButton, themeButton,
        el("button", {type: "button", onclick: () => print()}, "Print"))),
    ...subject());
}

function subject() {
  const of = data.head;
  if (!of) {
    return [el("h1", {}, data.title.replace("Tuplewatch: ", ""))];
  }
  const when = el("span", {});
  const show = () => {
    const from = clockOf(of.fromMs);
    const to = clockOf(of.toMs);
    when.textContent = `${from.date} ${from.time} to ${to.date === from.date ? "" : to.date + " "}${to.time} ${zone()}`;
  };
  zoneListeners.push(show);
  show();
  return [el("h1", {}, of.subject), el("p", {class: "facts"}, when,
    el("span", {}, of.span), el("span", {}, of.where), el("span", {}, of.timeout))];
}

/** Where a lifetime shows it is the first thing to see; else when the failures were. */
function pictures() {
  const step = idlePicture(data);
  const answer = data.idle && data.idle.destinations.length && data.idle.destinations[0].lifetime.answer;
  const first = answer && answer !== "NONE_FOUND";
  return [
    first ? step : null, portsPicture(data), coursePicture(data), synPicture(data), sequencePicture(data),
    first ? null : step, whatIfPicture(data), portUsePicture(data), sitesPicture(data)].filter(each => each);
}

/** Whether captures or a device's log were read as well. */
function seenByOthers() {
  return data.failures && data.failures.columns.some(column => ["seen", "logged"].includes(column.key));
}

function footer() {
  document.getElementById("foot").append(
    el("p", {}, (seenByOthers() ? "Seen from the client, in captures and logs as named above. “Consistent with” means just that."
      : "Seen from the client only. “Consistent with” means just that: a line of the device's log, or captures at both ends, would settle it.")
      + " Charts by Apache ECharts " + echarts.version
      + " (Apache License 2.0). This file asks for nothing from the network."));
}

head();
const content = document.getElementById("content");
content.append(el("div", {class: "pictures"}, verdictCard(data) || [], pictures()));
content.append(el("div", {class: "tables"}, tables(data)));
footer();
document.documentElement.dataset.ready = "true";
// What a link names was not there yet when the browser looked for it.
const linked = document.getElementById(location.hash.slice(1));
if (linked) {
  linked.scrollIntoView({behavior: "instant"});
}

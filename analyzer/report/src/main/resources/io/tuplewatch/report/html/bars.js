// Pictures that are tables: a bar or an interval in each row, drawn by the style sheet's boxes.
function share(part, whole) {
  return (whole ? 100 * part / whole : 0) + "%";
}

function whatIfPicture(data) {
  const what = data.whatIf;
  if (!what || !what.rows.length) {
    return null;
  }
  const top = Math.max(1, what.recorded, ...what.rows.map(row => row.earlyReuses.high || row.earlyReuses.median));
  const failures = what.recordedFailed > 0;
  const rows = what.rows.map((row, i) => el("tr", {class: row.changesAnything ? null : "same"},
    el("th", {scope: "row"}, row.label, row.change ? el("code", {}, "--what-if " + row.change) : null),
    el("td", {class: "plot"}, interval(row.earlyReuses, top, what.recorded)),
    el("td", {class: "number"}, predicted(row.earlyReuses)),
    failures ? el("td", {class: "number"}, predicted(row.failedEarlyReuses)) : null,
    el("td", {class: "note"}, i && !row.changesAnything ? "no effect" : "")));
  return figure("what-if", "What another setting or load would change", what.reading,
    el("div", {class: "scroll"}, el("table", {class: "bars"},
      el("thead", {}, el("tr", {},
        el("th", {scope: "col"}, "Change"), el("th", {scope: "col"}, "Early reuses predicted"),
        el("th", {scope: "col", class: "number"}, "Early reuses"),
        failures ? el("th", {scope: "col", class: "number"}, "of these failed") : null, el("th", {}))),
      el("tbody", {}, rows))), {
      caption: `The recorded times, simulated ${count(what.simulations)} times for each line. Dot: median; bar: where a`
        + ` further run lies with 95 %; the line marks the ${count(what.recorded)} recorded.`
        + (failures ? " Failures are at the recorded rates by idle time." : "")});
}

function predicted(of) {
  const median = count(Math.round(of.median));
  return of.low === undefined ? median : `${median} (${count(Math.round(of.low))} to ${count(Math.round(of.high))})`;
}

function interval(of, top, recorded) {
  const low = of.low === undefined ? of.median : of.low;
  const high = of.high === undefined ? of.median : of.high;
  return el("div", {class: "interval", "aria-hidden": "true"},
    styled(el("span", {class: "reference"}), {left: share(recorded, top)}),
    styled(el("span", {class: "range"}), {left: share(low, top), width: share(high - low, top)}),
    styled(el("span", {class: "dot"}), {left: share(of.median, top)}));
}

function sitesPicture(data) {
  const sites = data.sites;
  if (!sites || !sites.sites.length) {
    return null;
  }
  const top = Math.max(1, ...sites.sites.map(site => site.connects));
  const rows = sites.sites.map(site => el("tr", {},
    el("th", {scope: "row", class: "site"}, siteName(site.site)),
    el("td", {class: "plot"}, el("div", {class: "bar", "aria-hidden": "true"},
      styled(el("span", {class: "failedPart"}), {width: share(site.failed, top)}),
      styled(el("span", {class: "workedPart"}), {width: share(site.connects - site.failed, top)}))),
    el("td", {class: "number"}, count(site.connects)),
    el("td", {class: "number"}, count(site.failed)),
    el("td", {class: "number"}, percent(site.failed / site.connects))));
  return figure("call-sites", "Where in the code", sites.reading, [
    legend(["band", "failed", "failedMark"], ["■", "worked", "workedMark"]),
    el("div", {class: "scroll"}, el("table", {class: "bars"},
      el("thead", {}, el("tr", {}, ["Call site", "", "Connects", "Failed", "Rate"].map((head, i) =>
        el("th", {scope: "col", class: i > 1 ? "number" : null}, head)))),
      el("tbody", {}, rows)))], {
    caption: "The first method of the stack that is neither the JDK's nor the agent's."
      + (sites.more ? ` ${count(sites.more)} more lines are not shown.` : "")});
}

/** The package may be broken off, the class and the line may not. */
function siteName(name) {
  const parts = name.split(".");
  const last = parts.slice(-2).join(".");
  const first = parts.slice(0, -2).join(".");
  return first ? [el("span", {class: "package"}, first + "."), last] : last;
}

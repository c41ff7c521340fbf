// What a reader in a hurry wants to know, above all pictures.
function verdictCard(data) {
  const of = data.card;
  if (!of) {
    return null;
  }
  return el("section", {class: "panel card " + of.look, id: "verdict", "aria-labelledby": "verdict-title"},
    el("h2", {id: "verdict-title", class: "verdict"}, unbroken(of.verdict)),
    el("p", {class: "explained"}, unbroken(of.explained.join(" "))),
    of.tables.map(cardTable),
    el("div", {class: "columns"},
      of.next.length ? el("div", {}, el("h3", {}, "Next"), el("ol", {class: "next"}, of.next.map(cardStep))) : null,
      of.trust.length ? el("div", {}, el("h3", {}, "Trust"),
        el("ul", {class: "trust"}, of.trust.map(sentence => el("li", {}, withOptions(sentence))))) : null));
}

function cardTable(table) {
  const rates = table.rows.map(row => count(row.failed) + " of " + count(row.connects));
  const long = rates.some(rate => rate.length > 11);
  return el("div", {class: "scroll"}, el("table", {class: long ? "rates long" : "rates"},
    el("thead", {}, el("tr", {}, el("th", {scope: "col"}, table.heading), el("th", {scope: "col", class: "number"}, table.counted),
      el("th", {class: "plot"}), el("th", {scope: "col"}))),
    el("tbody", {}, table.rows.map((row, i) => el("tr", {class: row.failed ? null : "same"},
      el("th", {scope: "row"}, row.label),
      el("td", {class: "number"}, rates[i]),
      el("td", {class: "plot", "aria-hidden": "true"}, failedTrack(row)),
      el("td", {class: "note"}, row.reading))))));
}

/** A bar as long as the share that failed; one that is there at all is seen. */
function failedTrack(row) {
  const width = row.failed ? Math.max(1, 100 * row.failed / row.connects) : 0;
  return el("div", {class: "track"}, styled(el("div", {class: "part"}), {width: width + "%"}));
}

function cardStep(step) {
  return el("li", {}, el("b", {}, step.what),
    step.how.length === 1 ? el("span", {}, withOptions(step.how[0]))
      : el("ul", {}, step.how.map(line => el("li", {}, withOptions(line)))));
}

/** Commands, and options with their values, as code, which is not broken after a hyphen. */
function withOptions(text) {
  const value = "(?: (?:--?[a-z-]+|[A-Z][A-Z:]+|failed|events=all|[\\w-]*[./][\\w./-]*|\\d+[smhd]))*";
  const option = "--[a-z-]+(?: (?:[A-Z]{2,}|[\\w-]+\\.[a-z]+|reuse|settings|selection|evidence)\\b)?";
  return unbroken(text).split(new RegExp(`(tuplewatch [a-z]+${value}|${option})`)).map((part, i) => i % 2 ? el("code", {}, part) : part);
}

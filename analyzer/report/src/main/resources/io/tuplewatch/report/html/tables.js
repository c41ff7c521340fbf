// Tables that sort, filter, and give their rows away. Only the rows that are shown are elements.
const zoneListeners = [];
const ROWS_AT_ONCE = 25;
const collator = new Intl.Collator("en", {numeric: true});

class DataTable {
  constructor(id, table, {rows, hidden = [], action, open = true, title} = {}) {
    this.columns = table.columns.filter(column => column.label && !hidden.includes(column.key));
    this.decoded = columnsOf(table);
    this.all = rows || [...(table.columns[0] ? table.columns[0].values : []).keys()];
    this.action = action;
    this.limit = ROWS_AT_ONCE;
    this.sort = {key: null, down: false};
    this.body = el("tbody", {});
    this.status = el("span", {class: "status", "aria-live": "polite"});
    this.more = el("button", {type: "button", class: "more", onclick: () => this.showMore()}, "Show more");
    this.heads = this.columns.map(column => el("th", {scope: "col", class: this.isNumber(column) ? "number" : null},
      el("button", {type: "button", title: column.help || null, onclick: () => this.sortBy(column)}, column.label,
        el("span", {class: "order", "aria-hidden": "true"}))));
    this.filter = el("input", {type: "search", placeholder: "Filter", "aria-label": "Filter " + (title || table.title), oninput: () => this.refresh()});
    this.node = el("details", {class: "panel table", id, open},
      el("summary", {}, el("h2", {}, title || table.title), el("span", {class: "count"}, count(this.all.length))),
      table.note ? el("p", {class: "note"}, table.note) : null,
      el("div", {class: "tools"}, this.filter, this.status,
        el("button", {type: "button", onclick: () => this.download(id)}, "CSV")),
      el("div", {class: "scroll", tabindex: "0", role: "region", "aria-label": title || table.title}, el("table", {},
        el("thead", {}, el("tr", {}, this.heads, action ? el("th", {class: "action"}, el("span", {class: "hidden"}, "Copy")) : null)), this.body)),
      this.more);
    zoneListeners.push(() => this.refresh());
    this.refresh();
  }

  isNumber(column) {
    return column.type !== "text";
  }

  matches(row, words) {
    const text = this.columns.map(column => shown(this.decoded[column.key][row], column.type)).join(" ").toLowerCase();
    return words.every(word => text.includes(word));
  }

  sortBy(column) {
    const same = this.sort.key === column.key;
    this.sort = {key: column.key, down: same ? !this.sort.down : false};
    this.heads.forEach((head, i) => {
      if (this.columns[i] === column) {
        head.setAttribute("aria-sort", this.sort.down ? "descending" : "ascending");
      } else {
        head.removeAttribute("aria-sort");
      }
    });
    this.refresh();
  }

  refresh() {
    const words = this.filter.value.toLowerCase().split(/\s+/).filter(word => word);
    this.rows = words.length ? this.all.filter(row => this.matches(row, words)) : [...this.all];
    const values = this.decoded[this.sort.key];
    if (values) {
      const direction = this.sort.down ? -1 : 1;
      this.rows.sort((a, b) => this.compare(values[a], values[b], direction));
    }
    this.limit = ROWS_AT_ONCE;
    this.render();
  }

  /** Rows without a value come last, whichever way it goes. */
  compare(a, b, direction) {
    if (a === null || b === null) {
      return (a === null) - (b === null);
    }
    return direction * (typeof a === "number" ? a - b : collator.compare(a, b));
  }

  render() {
    this.body.replaceChildren(...this.rows.slice(0, this.limit).map(row => this.rowOf(row)));
    this.status.textContent = this.rows.length === this.all.length
      ? count(this.all.length) + (this.all.length === 1 ? " row" : " rows")
      : `${count(this.rows.length)} of ${count(this.all.length)} rows`;
    this.more.hidden = this.rows.length <= this.limit;
  }

  rowOf(row) {
    return el("tr", {}, this.columns.map(column => el("td", {class: this.cellClass(column)},
      shown(this.decoded[column.key][row], column.type))), this.action ? el("td", {class: "action"}, this.action(row)) : null);
  }

  cellClass(column) {
    if (this.isNumber(column)) {
      return "number";
    }
    return ["from", "to", "site", "exception", "setting", "value", "file", "logged"].includes(column.key) ? "code" : null;
  }

  showMore() {
    this.limit *= 4;
    this.render();
  }

  download(id) {
    const line = cells => cells.map(csvCell).join(",") + "\r\n";
    const text = line(this.columns.map(column => column.label)) + this.rows.map(row =>
      line(this.columns.map(column => shown(this.decoded[column.key][row], column.type)))).join("");
    const link = el("a", {href: URL.createObjectURL(new Blob([text], {type: "text/csv"})), download: id + ".csv"});
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }
}

/** A text that a spreadsheet would take for a formula begins with an apostrophe. */
function csvCell(text) {
  const safe = /^[=+\-@\t\r\n]/.test(text) ? "'" + text : text;
  return /[",\r\n]/.test(safe) ? '"' + safe.replace(/"/g, '""') + '"' : safe;
}

function copyButton(text, what) {
  if (!text) {
    return null;
  }
  const button = el("button", {type: "button", class: "copy", title: text, "aria-label": what}, "Copy filter");
  button.addEventListener("click", async () => {
    button.textContent = await copied(text) ? "Copied" : "Press Ctrl+C";
    setTimeout(() => button.textContent = "Copy filter", 2000);
  });
  return button;
}

/** Files opened from disk may not have the clipboard's interface: then the old way. */
async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = el("textarea", {class: "hidden", readonly: true}, text);
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}

function failureTables(data) {
  const table = data.failures;
  if (!table || !table.columns[0].values.length) {
    return [];
  }
  const columns = columnsOf(table);
  const action = row => copyButton(captureFilter(columns.from[row], columns.port[row], columns.to[row]),
    "Copy a capture filter of this four-tuple for tcpdump");
  const words = causeWords(data, "EARLY_REUSE");
  const early = [...columns.time.keys()].filter(row => columns.cause[row] === words);
  const tables = [];
  if (early.length) {
    tables.push(new DataTable("failed-early-reuses", table, {
      rows: early, action, title: "Failures that fit an early reuse", hidden: ["cause", "past"]}));
  }
  tables.push(new DataTable("failures", table, {action, open: !early.length, title: table.title}));
  return tables;
}

/** Of many hosts the ranking comes first. */
function tables(data) {
  const fleet = data.hosts && data.hosts.columns[0].values.length > 1;
  const ranking = named(data, [["hosts", true], ["endpoints", true]]);
  return [
    ...(fleet ? ranking : []),
    ...failureTables(data),
    ...named(data, [["advice", true]]),
    ...(fleet ? [] : ranking),
    ...named(data, [["destinations", true], ["audit", false], ["selections", true], ["simulations", true], ["settings", false], ["quality", false], ["recordings", false]])].map(table => table.node);
}

/** Those of the tables that are there and not empty. */
function named(data, tables) {
  return tables.filter(([name]) => data[name] && data[name].columns[0].values.length)
    .map(([name, open]) => new DataTable(name, data[name], {open}));
}

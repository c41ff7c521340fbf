// Values as people read them, and the tables' columns as the data has them.
const state = {utc: true};
const LOCAL_ZONE = Intl.DateTimeFormat().resolvedOptions().timeZone || "local";
const INTEGER = new Intl.NumberFormat("en-US", {maximumFractionDigits: 0});

function count(number) {
  return INTEGER.format(number);
}

function percent(share) {
  const percents = share * 100;
  if (percents === 0 || percents === 100) {
    return percents + " %";
  }
  return (percents < 10 ? percents.toFixed(2) : percents.toFixed(1)) + " %";
}

const two = number => String(number).padStart(2, "0");

/** Date and time of epoch ms in the chosen zone. */
function clockOf(ms) {
  const date = new Date(ms);
  const get = name => date[(state.utc ? "getUTC" : "get") + name]();
  const time = [get("Hours"), get("Minutes"), get("Seconds")].map(two).join(":");
  return {
    date: get("FullYear") + "-" + two(get("Month") + 1) + "-" + two(get("Date")),
    time,
    millis: String(get("Milliseconds")).padStart(3, "0")
  };
}

function moment(ms) {
  const clock = clockOf(ms);
  return clock.date + " " + clock.time + "." + clock.millis;
}

function zone() {
  return state.utc ? "UTC" : LOCAL_ZONE;
}

/** A label of a time axis: as much of the time as its ticks need. */
function tick(ms, span) {
  const clock = clockOf(ms);
  if (span < 3000) {
    return clock.time + "." + clock.millis.slice(0, 2);
  }
  if (span < 2 * 3600e3) {
    return clock.time;
  }
  return span < 36 * 3600e3 ? clock.time.slice(0, 5) : clock.date.slice(5) + " " + clock.time.slice(0, 5);
}

/** A span of ms: "0.41 ms", "2.498 s", "3 min 12 s". */
function span(ms) {
  if (ms < 1000) {
    return (ms < 10 ? ms.toFixed(2) : ms.toFixed(0)) + " ms";
  }
  if (ms < 60e3) {
    return (ms / 1000).toFixed(3) + " s";
  }
  const seconds = Math.round(ms / 1000);
  const units = [["d", 86400], ["h", 3600], ["min", 60], ["s", 1]];
  const at = units.findIndex(([, size]) => seconds >= size);
  const [name, size] = units[at];
  const rest = Math.floor((seconds % size) / (units[at + 1] || [0, 1])[1]);
  return Math.floor(seconds / size) + " " + name + (rest ? " " + rest + " " + units[at + 1][0] : "");
}

/** A round span of ms for an axis. */
function roundSpan(ms) {
  const units = [["d", 86400e3], ["h", 3600e3], ["min", 60e3], ["s", 1e3], ["ms", 1], ["µs", 1e-3]];
  const [name, size] = units.find(([, unit]) => ms >= unit * 0.999) || units[5];
  return Number((ms / size).toPrecision(3)) + " " + name;
}

/** Values of a column: times in epoch ms, spans in ms, shares of one, texts; null where there is none. */
function decoded(column) {
  let time = 0;
  switch (column.type) {
    case "text":
      return column.values.map(value => value === null ? null : column.texts[value]);
    case "time":
      return column.values.map(value => value === null ? null : time += value);
    case "span":
      return column.values.map(value => value === null ? null : value / 1000);
    case "share":
      return column.values.map(value => value === null ? null : value / 10000);
    default:
      return column.values;
  }
}

/** A cause as the tables name it; undefined if nothing failed by it. */
function causeWords(data, cause) {
  const found = data.course && data.course.causes.find(each => each.cause === cause);
  return found ? found.label : undefined;
}

/** The columns of a table by their keys, decoded. */
function columnsOf(table) {
  return Object.fromEntries(table.columns.map(column => [column.key, decoded(column)]));
}

function shown(value, type) {
  if (value === null || value === undefined) {
    return "";
  }
  switch (type) {
    case "time": return moment(value);
    case "span": return span(value);
    case "share": return percent(value);
    case "count": return count(value);
    default: return String(value);
  }
}

/** The text with numbers and their units kept on one line. */
function unbroken(text) {
  return text.replace(/(\d) (?=(ns|ms|s|min|h|d|%)(\W|$))/g, "$1\u00a0");
}

const ADDRESS = /^(\d{1,3}(\.\d{1,3}){3}|[0-9a-fA-F:]*:[0-9a-fA-F:.]*)$/;

/** A capture filter of one connection's packets; null unless both addresses are literals. */
function captureFilter(from, port, to) {
  const remote = /^\[?([^\]\s]+?)\]?:(\d+)(\s|$)/.exec(to || "");
  if (!remote || !ADDRESS.test(from || "") || !ADDRESS.test(remote[1])) {
    return null;
  }
  return `tcp and host ${from} and port ${port} and host ${remote[1]} and port ${remote[2]}`;
}

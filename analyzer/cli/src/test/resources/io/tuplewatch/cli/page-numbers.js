// A function from the JSON, connections.csv and failures.csv of a run to what differs in the numbers
// of the page that is open, in words; empty if nothing does. What the page gives in sums or bins is
// added up anew from the tables.
(json, connectsCsv, failuresCsv) => {
  const page = JSON.parse(document.getElementById("data").textContent);
  const wrong = [];
  const same = (what, shown, is, tolerance = 0) => {
    const numbers = typeof shown === "number" && typeof is === "number";
    if (numbers ? !(Math.abs(shown - is) <= tolerance + 1e-9 * Math.abs(is)) : (shown ?? null) !== (is ?? null)) {
      wrong.push(`${what}: ${shown}, not ${is}`);
    }
  };
  const total = (list, of = n => n) => list.reduce((all, one) => all + of(one), 0);
  const ms = time => Math.floor(Date.parse(time));
  const counted = number => new Intl.NumberFormat("en-US").format(number);
  const rowsOf = csv => {
    const [head, ...lines] = csv.trim().split("\r\n").map(line => line.split(","));
    return lines.map(cells => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
  };
  const connects = rowsOf(connectsCsv);
  const judged = connects.filter(row => ["WORKED", "FAILED"].includes(row.result));
  const failures = rowsOf(failuresCsv);

  /** The columns of a table of the page: times and spans in ms, texts, numbers. */
  const columns = table => Object.fromEntries(table.columns.map(column => {
    let time = 0;
    const read = {
      text: value => column.texts[value], time: value => time += value, span: value => value / 1000,
      share: value => value / 10000, count: value => value, port: value => value}[column.type];
    return [column.key, column.values.map(value => value === null ? null : read(value))];
  }));

  /** The cells of a table as they are shown are those of the data. */
  const shownAs = (id, table) => {
    if (!table.columns[0].values.length) {
      same(`${id} is there`, document.getElementById(id), null);
      return;
    }
    const shown = [...document.querySelectorAll(`#${id} tbody tr`)].map(row => [...row.children].map(cell => cell.textContent));
    same(`rows of ${id}`, document.querySelector(`#${id} .count`)?.textContent, counted(table.columns[0].values.length));
    const seen = table.columns.filter(column => column.label);
    const values = columns(table);
    shown.forEach((row, n) => seen.forEach((column, i) => {
      const value = values[column.key][n];
      if (["count", "port", "text"].includes(column.type)) {
        same(`${column.label}, row ${n} of ${id}`, row[i],
          value === null ? "" : column.type === "count" ? counted(value) : String(value));
      }
    }));
  };

  /** The cells of the numbers behind a picture. */
  const numbersOf = id => [...document.querySelectorAll(`#${id} .numbers tbody tr`)]
    .map(row => [...row.children].map(cell => cell.textContent));

  const tallies = (what, table, counts) => {
    const shown = columns(table);
    same(`rows of ${what}`, table.columns[0].values.length, counts.length);
    counts.forEach((one, i) => Object.entries({
      connects: one.connects, failed: one.failures, early: one.earlyReuses, earlyFailed: one.earlyReuseFailures,
      first: one.firstUses, firstFailed: one.firstUseFailures, failedEarly: one.failedEarlyReuses}).forEach(([key, is]) => {
      if (shown[key]) {
        same(`${key} of ${what} ${i}`, shown[key][i], is);
      }
    }));
    shownAs(what, table);
    return shown;
  };

  const wilson = (failed, all) => {
    const z = 1.959963984540054;
    const p = failed / all;
    const middle = (p + z * z / (2 * all)) / (1 + z * z / all);
    const half = z / (1 + z * z / all) * Math.sqrt(p * (1 - p) / all + z * z / (4 * all * all));
    return {low: failed ? middle - half : 0, high: failed === all ? 1 : middle + half};
  };

  const SETTINGS = {
    kernel: s => s.kernelRelease, container: s => s.containerId,
    ip_local_port_range: s => s.ephemeralLow === null ? null : `${s.ephemeralLow} to ${s.ephemeralHigh}`,
    ip_local_reserved_ports: s => s.reservedPorts, tcp_tw_reuse: s => s.tcpTwReuse,
    tcp_tw_reuse_delay: s => s.tcpTwReuseDelayMs, tcp_syn_retries: s => s.tcpSynRetries,
    tcp_syn_linear_timeouts: s => s.tcpSynLinearTimeouts, ip_local_port_step_width: s => s.portStepWidth,
    ip_retry_random_port: s => s.retryRandomPort, tcp_max_tw_buckets: s => s.tcpMaxTwBuckets,
    ip_nonlocal_bind: s => s.ipNonlocalBind, nf_conntrack_tcp_timeout_time_wait: s => s.conntrackTimeWait,
    nf_conntrack_tcp_timeout_close: s => s.conntrackClose};

  const checks = {
    title: () => {},
    glossary: () => {},

    head: head => {
      same("from", head.fromMs, ms(json.summary.from));
      same("to", head.toMs, ms(json.summary.to));
    },

    card: card => {
      const pairs = [];
      const walk = value => {
        if (value && typeof value === "object") {
          [["connects", "failures"], ...["earlyReuse", "lateReuse", "firstUse"].map(kind => [kind + "s", kind + "Failures"]),
            ["unknown", "unknownFailures"]].filter(([all]) => all in value)
            .forEach(([all, failed]) => pairs.push(value[failed] + " of " + value[all]));
          Object.values(value).forEach(walk);
        }
      };
      walk(json);
      const rows = card.tables.flatMap(table => table.rows);
      card.tables[0]?.rows.filter(row => !row.label.includes("other")).forEach(row => {
        if (!pairs.includes(row.failed + " of " + row.connects)) {
          wrong.push(`${row.label}: ${row.failed} of ${row.connects} is nowhere in the JSON`);
        }
      });
      const shown = [...document.querySelectorAll("#verdict .rates tbody tr")].map(row => row.children[1].textContent);
      same("rates of the card", shown.join("; "),
        rows.map(row => counted(row.failed) + " of " + counted(row.connects)).join("; "));
    },

    worked: worked => {
      same("connects", worked.connects, json.summary.connects);
      same("reuses", worked.reuses, json.summary.reuses);
      same("failed reuses", worked.failedReuses, json.summary.earlyReuseFailures + json.summary.lateReuseFailures);
      same("source ports", worked.ports, new Set(judged.map(row => row.localPort)).size);
      same("every connect is drawn", worked.oneOf, 1);
      const dots = columns(worked.points);
      const is = connects.filter(row => row.result === "WORKED").map(row => row.localPort + " in " + Math.round(1000 * row.attemptMs));
      same("dots", dots.port.map((port, i) => port + " in " + Math.round(1000 * dots.waited[i])).sort().join(), is.sort().join());
    },

    failures: table => {
      const shown = columns(table);
      same("failures", shown.port.length, json.failures.length);
      json.failures.forEach((failure, i) => {
        const what = name => `${name} of the failure at ${failure.time}`;
        same(what("time"), shown.time[i], Date.parse(failure.time), 1);
        same(what("port"), shown.port[i], failure.localPort);
        same(what("wait"), shown.waited[i], failure.attemptMs, 0.001);
        same(what("probability"), shown.probability[i], failure.probability, 0.00005);
        same(what("SYNs"), shown.syns[i], Number(failures[i].syns));
        if (shown.idle[i] !== null) {
          same(what("idle time"), shown.idle[i], failure.idleMs, 0.001);
        }
      });
      shownAs("failures", table);
    },

    idle: idle => {
      same("idle timeout", idle.firewallTimeoutMs, json.firewallTimeoutMs, 0.001);
      idle.destinations.forEach((one, n) => {
        const to = json.destinations[n];
        const uses = judged.filter(row => row.address === to.address && Number(row.port) === to.port
          && row.localAddress === to.localAddress && row.realm === to.realm);
        const reused = uses.filter(row => ["EARLY_REUSE", "LATE_REUSE"].includes(row.kind));
        const rate = (what, bin, rows) => {
          const failed = rows.filter(row => row.result === "FAILED").length;
          same(`connects, ${what}`, bin.connects, rows.length);
          same(`failed, ${what}`, bin.failed, failed);
          if (rows.length) {
            const ends = wilson(failed, rows.length);
            same(`rate, ${what}`, bin.rate, failed / rows.length);
            same(`lower end, ${what}`, bin.low, ends.low, 1e-9);
            same(`upper end, ${what}`, bin.high, ends.high, 1e-9);
          }
        };
        one.bins.forEach(bin => rate(`idle from ${bin.fromMs} ms`, bin,
          reused.filter(row => Number(row.idleMs) >= bin.fromMs && Number(row.idleMs) < bin.toMs)));
        same("connects by idle time", total(one.bins, bin => bin.connects), reused.length);
        rate("never used before", one.firstUses, uses.filter(row => row.kind === "FIRST_USE"));
        const lifetime = json.evidence[n].lifetime;
        same("lifetime", one.lifetime.answer, lifetime.answer);
        ["lowMs", "highMs", "estimateMs"].filter(end => end in one.lifetime)
          .forEach(end => same("lifetime " + end, one.lifetime[end], lifetime[end], 0.001));
      });
      const shown = numbersOf("step");
      if (shown.length) {
        const one = idle.destinations[0];
        same("numbers of the rates", shown.map(row => row.slice(1, 3).join()).join("; "),
          [...one.bins, one.firstUses].map(bin => counted(bin.failed) + "," + counted(bin.connects)).join("; "));
      }
    },

    course: course => {
      const bin = time => Math.floor((Date.parse(time) - course.fromMs) / course.widthMs);
      const of = rows => course.connects.map((_, i) => rows.filter(row => bin(row.time) === i).length).join();
      same("connects over time", course.connects.join(), of(connects));
      const {noRoute, ...apart} = json.summary.apart;
      const unsent = total(Object.entries(apart), ([result, n]) => ["closedByApplication", "other"].includes(result) ? 0 : n);
      same("failed before a SYN", course.unsent, unsent + noRoute);
      same("failures with a cause", total(course.causes, cause => cause.failures), total(Object.values(json.causes)) - unsent);
      course.causes.forEach(cause => {
        same(cause.cause, cause.failures, json.causes[cause.cause]);
        same(cause.cause + " over time", cause.values.join(), of(failures.filter(row => row.cause === cause.cause)));
      });
      same("connects in numbers", total(numbersOf("course"), row => Number(row[1].replace(/,/g, ""))), connects.length);
    },

    syns: syns => {
      const late = json.lateAnswers;
      same("answered", syns.worked, json.summary.connects - json.summary.failures);
      same("answered by any SYN", total(syns.answered), syns.worked);
      same("second SYN", syns.answered[1], total(late, one => one.secondSyn));
      same("later SYN", syns.answered[2], total(late, one => one.laterSyn));
      same("numbers of SYNs", numbersOf("connect-time").map(row => row[1]).join(), syns.answered.map(counted).join());
    },

    sites: sites => {
      same("call sites", sites.sites.length + sites.more, new Set(judged.map(row => row.callSite)).size);
      sites.sites.forEach(site => {
        const of = judged.filter(row => (row.callSite || "(not recorded)") === site.site);
        same("connects of " + site.site, site.connects, of.length);
        same("failures of " + site.site, site.failed, of.filter(row => row.result === "FAILED").length);
      });
    },

    portUse: use => {
      const is = json.selection.portUse;
      same("port range", use.low + "-" + use.high, is.range);
      same("reserved ports", use.reservedPorts, is.reservedPorts);
      ["recorded", "sequential", "randomRetry"].forEach((way, i) => {
        ["selections", "portsUsed", "effectivePorts"].forEach(name => same(`${name}, ${way}`, use.rows[i][name], is[way][name]));
        same(`most used, ${way}`, JSON.stringify(use.rows[i].hottest), JSON.stringify(is[way].hottest));
        same(`highest column, ${way}`, Math.max(...use.rows[i].peaks), is[way].hottest[0].uses);
      });
      const uses = new Map();
      connects.filter(row => row.localAddress === is.localAddress && row.address === is.address && Number(row.port) === is.port)
        .forEach(row => uses.set(Number(row.localPort), (uses.get(Number(row.localPort)) || 0) + 1));
      const peak = column => Math.max(0, ...[...Array(use.width).keys()].map(i => uses.get(use.low + column * use.width + i) || 0));
      same("recorded use of ports", use.rows[0].peaks.join(), use.rows[0].peaks.map((_, column) => peak(column)).join());
      same("numbers of selections", numbersOf("port-use").map(row => row[1]).join(), use.rows.map(row => counted(row.selections)).join());
    },

    whatIf: what => {
      const {recorded, replay, comparedWith, simulations, whatIf} = json.selection;
      same("early reuses recorded", what.recorded, recorded.earlyReuses);
      same("failed ones recorded", what.recordedFailed, recorded.failedEarlyReuses);
      same("connects replayed", what.connects, recorded.connects);
      same("simulations", what.simulations, simulations);
      const lines = [replay.find(line => line.algorithm === comparedWith), ...whatIf];
      what.rows.forEach((row, i) => ["earlyReuses", "failedEarlyReuses"].forEach(name => ["median", "low", "high"].forEach(end =>
        same(`${row.label}, ${name}, ${end}`, row[name][end], lines[i][name][end]))));
      const shown = [...document.querySelectorAll("#what-if tbody tr .number")].map(cell => cell.textContent.split(" ")[0]);
      same("medians shown", shown.join(), what.rows.flatMap(row => [row.earlyReuses, ...what.recordedFailed ? [row.failedEarlyReuses] : []])
        .map(of => counted(Math.round(of.median))).join());
    },

    advice: table => {
      const shown = columns(table);
      const items = json.advice.items;
      same("pieces of advice", shown.what.length, items.length);
      const few = number => Math.abs(number) < 10 && Math.abs(number) >= 0.05 ? number.toFixed(1) : counted(Math.round(number));
      const text = of => `${few(of.median)} (${of.low === null ? "interval not known" : few(of.low) + " to " + few(of.high)})`;
      items.forEach((item, i) => {
        same("avoided by " + shown.what[i], shown.avoids[i], text(item.avoidedPerDay));
        same("left by " + shown.what[i], shown.leaves[i], text(item.leftPerDay));
      });
      shownAs("advice", table);
    },

    hosts: table => {
      const shown = tallies("hosts", table, json.fleet.hosts);
      json.fleet.hosts.forEach((host, i) => same("JVMs of host " + i, shown.jvms[i], host.jvms.length));
    },

    endpoints: table => {
      const shown = tallies("endpoints", table, json.fleet.endpoints);
      json.fleet.endpoints.forEach((endpoint, i) => same("endpoint", shown.to[i].split(" ")[0], endpoint.address + ":" + endpoint.port));
    },

    destinations: table => {
      const shown = tallies("destinations", table, json.destinations);
      json.destinations.forEach((to, i) => {
        same("destination", shown.to[i].split(" (")[0], `${to.localAddress} -> ${to.address}:${to.port}`);
        same("where it runs", shown.host[i], to.hostName);
        same("reuse fails", shown.verdict[i] === "early reuses fail more often", json.evidence[i].verdict === "REUSE_FAILS");
      });
    },

    audit: table => {
      same("seen by others", columns(table).failures.join(), json.audit.table.map(row => row.failures).join());
      shownAs("audit", table);
    },

    settings: table => {
      const shown = columns(table);
      const jvm = i => shown.jvm[i].split(" ")[0];
      shown.setting.forEach((setting, i) => {
        const period = json.settings.find(each => each.jvmId === jvm(i) && Math.abs(ms(each.since) - shown.since[i]) <= 1);
        same(`${setting} of ${jvm(i)}`, shown.value[i], String(period && SETTINGS[setting](period)));
      });
      json.settings.forEach(period => Object.entries(SETTINGS).forEach(([setting, of]) => {
        if (of(period) !== null && !shown.setting.some((name, i) => name === setting && shown.value[i] === String(of(period)))) {
          wrong.push(`${setting}: ${of(period)} is not shown`);
        }
      }));
      shownAs("settings", table);
    },

    quality: table => {
      same("data quality", columns(table).count.join(), Object.values(json.quality).filter(number => number).join());
      shownAs("quality", table);
    },

    recordings: table => {
      const shown = columns(table);
      json.recordings.forEach((recording, i) => ["file", "bytes", "chunks", "connects", "closes"].forEach(name =>
        same(name, shown[name][i], recording[name])));
      shownAs("recordings", table);
    }
  };

  Object.entries(page).forEach(([name, part]) =>
    checks[name] ? checks[name](part) : wrong.push(`nothing checks ${name}`));
  return wrong.join("; ");
}

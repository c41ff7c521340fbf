package io.tuplewatch.report.html;

import io.tuplewatch.diagnosis.KernelSettings;
import io.tuplewatch.diagnosis.SettingsPeriod;
import io.tuplewatch.events.JvmId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Recorded kernel settings with what each means for reuse: equal ones once, then changes. */
final class SettingsTable {

  private static final int MOST_PERIODS = 200;

  private final Table table =
      new Table(
          "Settings as recorded", "Of each JVM's network namespace. Equal ones are listed once.");
  private final Column since = table.column("since", "Since", Column.Type.TIME, "First recorded.");
  private final Column jvm =
      table.column("jvm", "JVM", Column.Type.TEXT, "The agent's name for it.");
  private final Column name = table.column("setting", "Setting", Column.Type.TEXT, "");
  private final Column value = table.column("value", "Value", Column.Type.TEXT, "");
  private final Column meaning = table.column("meaning", "What it means", Column.Type.TEXT, "");

  private SettingsTable() {}

  static Table of(List<SettingsPeriod> periods) {
    SettingsTable settings = new SettingsTable();
    Map<KernelSettings, Long> listed = new HashMap<>();
    for (SettingsPeriod period : periods) {
      boolean known = listed.putIfAbsent(period.settings(), period.since()) != null;
      if ((!known || period.change()) && listed.size() <= MOST_PERIODS) {
        settings.add(period);
      }
    }
    return settings.table;
  }

  private void add(SettingsPeriod period) {
    KernelSettings of = period.settings();
    row(period, "kernel", of.kernelRelease(), "5.18 and later choose ports as modelled here.");
    row(
        period,
        "ip_local_port_range",
        of.ephemeralLow() < 0 ? null : of.ephemeralLow() + " to " + of.ephemeralHigh(),
        "Source ports come from here; half of them, of one parity, are taken first.");
    number(
        period,
        "ip_local_reserved_ports",
        of.reservedPorts(),
        "So many ports are left out; the port behind a block of them is taken more often.");
    number(
        period,
        "tcp_tw_reuse",
        of.tcpTwReuse(),
        "0: a port waits 60 s in TIME_WAIT before this side uses the tuple again; 1: 1 s;"
            + " 2: 1 s on loopback only.");
    number(
        period,
        "tcp_tw_reuse_delay",
        of.tcpTwReuseDelay(),
        "So long, in ms, it waits where tcp_tw_reuse allows it to.");
    number(
        period,
        "tcp_syn_retries",
        of.tcpSynRetries(),
        "So often a SYN without an answer is sent again, if the application waits.");
    number(
        period,
        "tcp_syn_linear_timeouts",
        of.tcpSynLinearTimeouts(),
        "So many of these come 1 s apart, the others twice as late each time.");
    number(
        period,
        "ip_local_port_step_width",
        of.portStepWidth(),
        "Above 0: random steps from port to port.");
    number(
        period,
        "ip_retry_random_port",
        of.retryRandomPort(),
        "1: after a port that is not free, the next try is at a random one.");
    number(
        period,
        "tcp_max_tw_buckets",
        of.tcpMaxTwBuckets(),
        "So many ports at most wait in TIME_WAIT; of more, some can be taken again at once.");
    number(
        period,
        "ip_nonlocal_bind",
        of.ipNonlocalBind(),
        "1: addresses that this host does not have can be bound.");
    number(
        period,
        "nf_conntrack_tcp_timeout_time_wait",
        of.conntrackTimeWait(),
        "So long, in s, this host's own connection tracking keeps a session after both FINs.");
    number(
        period,
        "nf_conntrack_tcp_timeout_close",
        of.conntrackClose(),
        "So long, in s, it keeps one after an RST.");
    row(period, "container", of.containerId(), "Where the JVM ran.");
  }

  private void number(SettingsPeriod period, String setting, int number, String what) {
    row(period, setting, number < 0 ? null : Integer.toString(number), what);
  }

  private void row(
      SettingsPeriod period,
      String setting,
      @org.jspecify.annotations.Nullable String of,
      String what) {
    if (of != null) {
      since.addNanos(period.since());
      String host = period.settings().hostName();
      jvm.add(JvmId.text(period.jvmId()) + (host == null ? "" : " on " + host));
      name.add(setting);
      value.add(of);
      meaning.add(what);
    }
  }
}

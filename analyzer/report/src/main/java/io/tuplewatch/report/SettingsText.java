package io.tuplewatch.report;

import io.tuplewatch.diagnosis.KernelSettings;
import io.tuplewatch.diagnosis.SettingsPeriod;
import io.tuplewatch.events.JvmId;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The recorded kernel settings for people: equal ones once, then the changes. */
final class SettingsText {

  private static final int MAX_GROUPS = 10;
  private static final int MAX_CHANGES = 10;

  private SettingsText() {}

  static void write(List<SettingsPeriod> periods, PrintWriter out) {
    if (periods.isEmpty()) {
      return;
    }
    out.println();
    out.println("Settings as recorded");
    Map<Map<String, String>, Integer> groups = new LinkedHashMap<>();
    periods.stream()
        .filter(period -> !period.change())
        .forEach(period -> groups.merge(values(period.settings()), 1, Integer::sum));
    groups.entrySet().stream()
        .limit(MAX_GROUPS)
        .forEach(group -> writeGroup(group.getKey(), group.getValue(), out));
    if (groups.size() > MAX_GROUPS) {
      out.println("  and " + Wording.count(groups.size() - MAX_GROUPS) + " others: see --json");
    }
    writeChanges(periods, out);
  }

  private static void writeGroup(Map<String, String> values, int jvms, PrintWriter out) {
    out.println("  " + Wording.count(jvms, "JVM") + ":");
    values.forEach((label, value) -> out.printf("    %-24s %s%n", label, value));
  }

  private static void writeChanges(List<SettingsPeriod> periods, PrintWriter out) {
    int changes = 0;
    for (int i = 1; i < periods.size(); i++) {
      if (periods.get(i).change() && changes++ < MAX_CHANGES) {
        writeChange(periods.get(i - 1), periods.get(i), out);
      }
    }
    if (changes > MAX_CHANGES) {
      out.println("  and " + Wording.count(changes - MAX_CHANGES, "more change") + ": see --json");
    }
  }

  private static void writeChange(SettingsPeriod before, SettingsPeriod after, PrintWriter out) {
    out.printf(
        "  changed at %s UTC in JVM %s:%n", Wording.time(after.since()), JvmId.text(after.jvmId()));
    Map<String, String> old = values(before.settings());
    Map<String, String> now = values(after.settings());
    now.forEach(
        (label, value) -> {
          String was = old.getOrDefault(label, "-");
          if (!was.equals(value)) {
            out.printf("    %-24s %s, was %s%n", label, value, was);
          }
        });
    if (old.equals(now)) {
      out.println("    the set of reserved ports, or another value not shown here");
    }
  }

  private static Map<String, String> values(KernelSettings settings) {
    Map<String, String> values = new LinkedHashMap<>();
    put(values, "host", settings.hostName());
    put(values, "kernel", settings.kernelRelease());
    put(values, "container", settings.containerId());
    if (settings.ephemeralLow() >= 0) {
      values.put("ephemeral range", settings.ephemeralLow() + " to " + settings.ephemeralHigh());
    }
    put(values, "reserved ports", settings.reservedPorts());
    put(values, "tcp_tw_reuse", settings.tcpTwReuse());
    if (settings.tcpTwReuseDelay() >= 0) {
      values.put("tcp_tw_reuse_delay", Wording.count(settings.tcpTwReuseDelay()) + " ms");
    }
    put(values, "tcp_syn_retries", settings.tcpSynRetries());
    put(values, "tcp_syn_linear_timeouts", settings.tcpSynLinearTimeouts());
    put(values, "ip_local_port_step_width", settings.portStepWidth());
    put(values, "ip_retry_random_port", settings.retryRandomPort());
    put(values, "tcp_max_tw_buckets", settings.tcpMaxTwBuckets());
    put(values, "ip_nonlocal_bind", settings.ipNonlocalBind());
    putSeconds(values, "conntrack TIME_WAIT", settings.conntrackTimeWait());
    putSeconds(values, "conntrack CLOSE", settings.conntrackClose());
    return values;
  }

  private static void putSeconds(Map<String, String> values, String label, int value) {
    if (value >= 0) {
      values.put(label, Wording.count(value) + " s");
    }
  }

  private static void put(Map<String, String> values, String label, @Nullable String value) {
    if (value != null) {
      values.put(label, SafeText.of(value, 70));
    }
  }

  private static void put(Map<String, String> values, String label, int value) {
    if (value >= 0) {
      values.put(label, Wording.count(value));
    }
  }
}

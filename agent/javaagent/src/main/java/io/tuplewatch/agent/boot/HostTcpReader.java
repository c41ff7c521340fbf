package io.tuplewatch.agent.boot;

import java.io.BufferedReader;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads the TCP counters of this process's network namespace from {@code /proc/self/net}. What
 * cannot be read is -1; no error leaves. Never called on a connect path. Stateless, thread-safe.
 */
final class HostTcpReader {

  private static final long UNKNOWN = -1;

  private final File net;

  HostTcpReader() {
    this(new File("/proc/self/net"));
  }

  HostTcpReader(File net) {
    this.net = net;
  }

  /** The fields of {@code HostTcp}, by name. */
  Map<String, Object> read() {
    Map<String, Long> snmp = tableWithHeader("snmp", "Tcp:");
    Map<String, Long> netstat = tableWithHeader("netstat", "TcpExt:");
    Map<String, Long> sockstat = pairs("sockstat", "TCP:");
    Map<String, Long> sockstat6 = pairs("sockstat6", "TCP6:");
    Map<String, Object> fields = new LinkedHashMap<String, Object>();
    fields.put("activeOpens", get(snmp, "ActiveOpens"));
    fields.put("attemptFails", get(snmp, "AttemptFails"));
    fields.put("synRetransmissions", get(netstat, "TCPSynRetrans"));
    fields.put("timeouts", get(netstat, "TCPTimeouts"));
    long inUse = get(sockstat, "inuse");
    fields.put("inUse", inUse == UNKNOWN ? UNKNOWN : inUse + Math.max(0, get(sockstat6, "inuse")));
    fields.put("timeWait", get(sockstat, "tw"));
    return fields;
  }

  private static long get(Map<String, Long> table, String name) {
    Long value = table.get(name);
    return value == null ? UNKNOWN : value;
  }

  /** Two lines with the same label: the names, then the values. */
  private Map<String, Long> tableWithHeader(String file, String label) {
    List<String> names = null;
    for (String line : lines(file)) {
      List<String> words = Arrays.asList(line.trim().split("\\s+", -1));
      if (words.get(0).equals(label)) {
        if (names != null) {
          return numbers(names, words);
        }
        names = words;
      }
    }
    return new LinkedHashMap<String, Long>();
  }

  /** One line: the label, then name and value in turn. */
  private Map<String, Long> pairs(String file, String label) {
    for (String line : lines(file)) {
      String[] words = line.trim().split("\\s+", -1);
      if (words[0].equals(label)) {
        String[] names = new String[words.length];
        Arrays.fill(names, "");
        System.arraycopy(words, 0, names, 1, words.length - 1);
        return numbers(Arrays.asList(names), Arrays.asList(words));
      }
    }
    return new LinkedHashMap<String, Long>();
  }

  private static Map<String, Long> numbers(List<String> names, List<String> values) {
    Map<String, Long> numbers = new LinkedHashMap<String, Long>();
    for (int i = 0; i < Math.min(names.size(), values.size()); i++) {
      try {
        numbers.put(names.get(i), Long.parseLong(values.get(i)));
      } catch (NumberFormatException e) {
        // A label or a name.
      }
    }
    return numbers;
  }

  private String[] lines(String file) {
    StringBuilder text = new StringBuilder();
    try (BufferedReader in =
        new BufferedReader(
            new InputStreamReader(
                new FileInputStream(new File(net, file)), StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        text.append(line).append('\n');
      }
    } catch (IOException e) {
      return new String[0];
    } catch (SecurityException e) {
      return new String[0];
    }
    return text.toString().split("\n", -1);
  }
}

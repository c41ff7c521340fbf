package io.tuplewatch.cli.jvm;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads /proc/PID/net/snmp: two lines with the same label, the names and the values. */
final class SnmpText {

  private SnmpText() {}

  /** TCP handshakes of the namespace that failed; -1 if the text does not say. */
  static long attemptFails(String snmp) {
    List<String> tcp = snmp.lines().filter(line -> line.startsWith("Tcp:")).toList();
    if (tcp.size() != 2) {
      return -1;
    }
    int column = List.of(tcp.get(0).split(" ", -1)).indexOf("AttemptFails");
    String[] values = tcp.get(1).split(" ", -1);
    return column < 0 || column >= values.length ? -1 : number(values[column]);
  }

  private static long number(@Nullable String text) {
    try {
      return text == null ? -1 : Long.parseLong(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}

package io.tuplewatch.report.html;

import java.util.Arrays;
import java.util.stream.Collectors;

/** What-if changes in words; what is not known stays as it was written. */
final class WhatIfWords {

  private WhatIfWords() {}

  /** "rate=0.5x,lifetime=30m" to "0.5 times the connects, connections kept for 30m". */
  static String of(String change) {
    return Arrays.stream(change.split(",", -1))
        .map(WhatIfWords::one)
        .collect(Collectors.joining(", "));
  }

  private static String one(String change) {
    int at = change.indexOf('=');
    String value = change.substring(at + 1);
    return switch (at < 0 ? "" : change.substring(0, at)) {
      case "rate" -> value.replace("x", "") + " times the connects";
      case "lifetime" -> "connections kept for " + value;
      case "source-addresses" -> value + " source addresses";
      case "closer" -> value + " closes first";
      case "ports" -> "the source port used least recently";
      case "retry" -> "ip_retry_random_port=" + (value.equals("random") ? "1" : value);
      case "step" -> "ip_local_port_step_width=" + value;
      case "range" -> "port range " + value;
      case "reserved" -> value.equals("none") ? "no reserved ports" : "reserved ports " + value;
      default -> change;
    };
  }
}

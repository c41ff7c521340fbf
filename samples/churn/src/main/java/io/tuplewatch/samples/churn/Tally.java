package io.tuplewatch.samples.churn;

import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts of a client's attempts. Thread-safe. */
final class Tally {

  private final Map<String, Long> failedConnects = new TreeMap<>();
  private final Map<String, Long> failedExchanges = new TreeMap<>();
  private long begun;
  private long connects;
  private double seconds;

  synchronized void begin() {
    begun++;
  }

  synchronized void end(Attempt attempt) {
    connects++;
    if (!attempt.connected()) {
      failedConnects.merge(attempt.outcome(), 1L, Long::sum);
    } else if (!attempt.exchanged()) {
      failedExchanges.merge(attempt.exchange(), 1L, Long::sum);
    }
  }

  synchronized void took(double newSeconds) {
    seconds = newSeconds;
  }

  synchronized boolean everyConnectFailed() {
    return connects > 0 && total(failedConnects) == connects;
  }

  /** One line: connects, seconds, rate, failures by exception, and what a stop left pending. */
  synchronized String summary() {
    String pending = begun == connects ? "" : "; " + (begun - connects) + " still pending";
    return String.format(
        Locale.ROOT,
        "%d connects in %.3f s (%.1f/s): %d connected, %s; of the connected, %s exchanging bytes%s",
        connects,
        seconds,
        seconds == 0 ? 0 : connects / seconds,
        connects - total(failedConnects),
        failed(failedConnects),
        failed(failedExchanges),
        pending);
  }

  private static String failed(Map<String, Long> byException) {
    String details =
        byException.entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", ", " (", ")"));
    return total(byException) + " failed" + (byException.isEmpty() ? "" : details);
  }

  private static long total(Map<String, Long> byException) {
    return byException.values().stream().mapToLong(Long::longValue).sum();
  }
}

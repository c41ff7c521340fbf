package io.tuplewatch.samples.jdbc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What the application would find in its log: failed queries by their chain of causes. Thread-safe.
 */
final class Failures {

  private static final int MOST_CAUSES = 10;

  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int queries;
  private int failed;

  synchronized void begun() {
    queries++;
  }

  synchronized void add(Throwable failure) {
    failed++;
    counts.merge(chain(failure), 1, Integer::sum);
  }

  /** The count, then each kind of failure with its causes, ending with a line end. */
  synchronized String summary() {
    StringBuilder text = new StringBuilder();
    text.append(String.format(Locale.ROOT, "%,d queries, %,d failed%n", queries, failed));
    counts.forEach((chain, count) -> text.append(count).append(" times: ").append(chain));
    return text.toString();
  }

  /** Figures vary from one failure to the next; without them equal failures have equal text. */
  private static String chain(Throwable failure) {
    List<String> lines = new ArrayList<>();
    for (Throwable t = failure; t != null && lines.size() < MOST_CAUSES; t = t.getCause()) {
      String message = String.valueOf(t.getMessage());
      lines.add(
          t.getClass().getName()
              + ": "
              + message
                  .replaceAll("[\\p{Cc}\\p{Cf}]", " ")
                  .replaceAll("HikariPool-\\d+", "HikariPool-N")
                  .replaceAll("after \\d+ms.*", "after N ms"));
    }
    return String.join("\n    caused by ", lines) + "\n";
  }
}

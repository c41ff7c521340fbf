package io.tuplewatch.agent.cases;

import java.util.List;
import java.util.stream.Collectors;

/** What the application gets to see of a failure, told by a child JVM on its standard output. */
public final class Results {

  private static final String MARK = "result\t";

  private Results() {}

  static void tell(Throwable thrown) {
    StringBuilder line = new StringBuilder(MARK);
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      line.append(t.getClass().getName()).append(": ").append(t.getMessage()).append("; ");
    }
    System.out.println(line);
  }

  /** The results and the expectations among the lines, sorted: some cases run side by side. */
  public static List<String> among(List<String> lines) {
    return lines.stream()
        .filter(line -> line.startsWith(MARK) || line.startsWith("expect\t"))
        .sorted()
        .collect(Collectors.toList());
  }
}

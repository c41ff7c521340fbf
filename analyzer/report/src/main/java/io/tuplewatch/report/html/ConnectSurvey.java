package io.tuplewatch.report.html;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.List;

/** Shows all connects to all pictures. */
final class ConnectSurvey {

  private ConnectSurvey() {}

  /** Counts connects. */
  interface Counter {

    /** Takes the connect at an index; they come in order of wall time. */
    void add(ClassifiedUses uses, int index, AttemptResult result);
  }

  /** O(n) for each counter, on all processors: a counter has all connects from one thread. */
  static void of(ClassifiedUses uses, List<Counter> counters) {
    InParallel.forEach(counters.size(), number -> show(uses, counters.get(number)));
  }

  private static void show(ClassifiedUses uses, Counter counter) {
    int size = uses.size();
    for (int index = 0; index < size; index++) {
      counter.add(uses, index, uses.result(index));
    }
  }
}

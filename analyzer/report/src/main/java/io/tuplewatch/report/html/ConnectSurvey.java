package io.tuplewatch.report.html;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.List;

/** One pass over all connects, for all pictures. */
final class ConnectSurvey {

  private ConnectSurvey() {}

  /** Counts connects. */
  interface Counter {

    /** Takes the connect at an index; they come in order of wall time. */
    void add(ClassifiedUses uses, int index, AttemptResult result);
  }

  /** O(n) for each counter. */
  static void of(ClassifiedUses uses, List<Counter> counters) {
    for (int index = 0; index < uses.size(); index++) {
      AttemptResult result = uses.result(index);
      for (Counter counter : counters) {
        counter.add(uses, index, result);
      }
    }
  }
}

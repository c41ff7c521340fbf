package io.tuplewatch.report.html;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.List;

/** One pass over all connects, for all pictures. */
final class ConnectSurvey {

  private ConnectSurvey() {}

  /** Counts connects. */
  interface Counter {

    /** Takes the connect at a place; they come in order of wall time. */
    void add(ClassifiedUses uses, int place, AttemptResult result);
  }

  /** O(n) for each counter. */
  static void of(ClassifiedUses uses, List<Counter> counters) {
    for (int place = 0; place < uses.size(); place++) {
      AttemptResult result = uses.result(place);
      for (Counter counter : counters) {
        counter.add(uses, place, result);
      }
    }
  }
}

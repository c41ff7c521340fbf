package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.SynSchedule;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Connects of one destination that worked, but not before their second or a later SYN was due, by
 * their duration: what the client saw of loss, of a full accept queue, or of a firewall that lets a
 * later SYN pass. A channel whose application asks late whether it is connected looks alike.
 *
 * @param connected connects that worked
 * @param second of these, answered after the second SYN was due and before the third
 * @param later of these, answered after the third SYN was due
 */
public record LateAnswers(Destination destination, long connected, long second, long later) {

  /** Answered late. */
  public long late() {
    return second + later;
  }

  /** Of every destination that a connect worked to, most late answers first. O(n). */
  public static List<LateAnswers> of(ClassifiedUses connects) {
    Uses uses = connects.all();
    long[][] counts = new long[uses.destinations()][];
    for (int place = 0; place < connects.size(); place++) {
      if (connects.result(place) == AttemptResult.WORKED) {
        long row = connects.row(place);
        int destination = uses.destination(row);
        if (counts[destination] == null) {
          counts[destination] = new long[3];
        }
        int syns = SynSchedule.synsAnswered(uses.pendingNanos(row), uses.synSettings(row));
        counts[destination][Math.min(syns, 3) - 1]++;
      }
    }
    List<LateAnswers> late = new ArrayList<>();
    for (int destination = 0; destination < counts.length; destination++) {
      long[] of = counts[destination];
      if (of != null) {
        Destination name = Destination.of(uses.key(destination, 0));
        late.add(new LateAnswers(name, of[0] + of[1] + of[2], of[1], of[2]));
      }
    }
    late.sort(
        Comparator.comparingLong((LateAnswers of) -> -of.late())
            .thenComparing(LateAnswers::destination));
    return late;
  }
}

package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.evidence.search.Delay;
import io.tuplewatch.evidence.search.DelaySearch;
import io.tuplewatch.reuse.ClassifiedUses;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Connects of one destination that worked, but not before their second or a later SYN was due, by
 * their duration: what the client saw of loss, of a full accept queue, or of a firewall that lets a
 * later SYN pass. A channel whose application asks late whether it is connected looks alike.
 *
 * @param connected connects that worked
 * @param second of these, answered after the second SYN was due and before the third
 * @param later of these, answered after the third SYN was due
 * @param delay that it has to do with how long the tuple was idle; null where nothing shows it
 * @param byIdle the connects that worked, {@link Tally#failed} those answered late; empty without a
 *     delay
 */
public record LateAnswers(
    Destination destination,
    long connected,
    long second,
    long later,
    @Nullable Delay delay,
    List<IdleRow> byIdle)
    implements Serializable {

  /** Answered late. */
  public long late() {
    return second + later;
  }

  /** Most late answers first. */
  static final Comparator<LateAnswers> ORDER =
      (one, other) ->
          one.late() == other.late()
              ? one.destination.compareTo(other.destination)
              : Long.compare(other.late(), one.late());

  /**
   * What was found.
   *
   * @param late in order
   * @param p of each search for a delay
   */
  record Found(List<LateAnswers> late, List<Double> p) {}

  /**
   * Of every destination that a connect worked to, most late answers first. O(n log n).
   *
   * @param destinations those with a connect that worked or failed
   * @param elsewhere p of searches for a delay at other destinations
   */
  static Found of(
      ClassifiedUses connects, List<NumberedDestination> destinations, List<Double> elsewhere) {
    long[][] counts = count(connects);
    long[] lateCounts = new long[counts.length];
    for (int number = 0; number < counts.length; number++) {
      lateCounts[number] = counts[number][1] + counts[number][2];
    }
    DelaySearch.Delays found = DelaySearch.of(connects, lateCounts, elsewhere);
    List<@Nullable Delay> delays = found.byNumber();
    List<List<IdleRow>> rows =
        delays.stream().allMatch(Objects::isNull)
            ? Collections.nCopies(counts.length, List.of())
            : IdleRows.of(connects, edges(delays), late(connects));
    List<LateAnswers> late = new ArrayList<>();
    for (NumberedDestination destination : destinations) {
      int number = destination.number();
      long[] own = counts[number];
      long connected = own[0] + own[1] + own[2];
      if (connected > 0) {
        Destination name = destination.reuse().destination();
        late.add(
            new LateAnswers(name, connected, own[1], own[2], delays.get(number), rows.get(number)));
      }
    }
    late.sort(ORDER);
    return new Found(late, found.p());
  }

  /** By destination: connects answered at their first SYN, at their second, at a later one. */
  private static long[][] count(ClassifiedUses connects) {
    long[][] counts = new long[connects.all().destinations()][3];
    for (int index = 0; index < connects.size(); index++) {
      int syns = connects.synsAnswered(index);
      if (syns > 0) {
        counts[connects.destination(index)][syns - 1]++;
      }
    }
    return counts;
  }

  private static long[] @Nullable [] edges(List<@Nullable Delay> delays) {
    long[] @Nullable [] edges = new long[delays.size()] @Nullable [];
    for (int number = 0; number < delays.size(); number++) {
      Delay delay = delays.get(number);
      if (delay != null) {
        long low = delay.step().lowNanos();
        long high = delay.step().highNanos();
        edges[number] =
            delay.step().withoutEnd() ? new long[] {low / 2, low} : new long[] {low / 2, low, high};
      }
    }
    return edges;
  }

  private static IdleRows.Counted late(ClassifiedUses uses) {
    return new IdleRows.Counted() {
      @Override
      public boolean counts(int index) {
        return uses.result(index) == AttemptResult.WORKED;
      }

      @Override
      public boolean inQuestion(int index) {
        return uses.answeredLate(index);
      }
    };
  }
}

package io.tuplewatch.selection.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.check.SelectionVerdict.Kind;
import io.tuplewatch.selection.check.SelectionVerdict.Reason;
import io.tuplewatch.selection.check.SimulatedDestination.RecordedList;
import io.tuplewatch.selection.recorded.RecordedDestination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * Verdicts on simulated recordings of many settings: none may be wrong. As many as the property
 * {@code tuplewatch.calibrations} says, from the seed in {@code tuplewatch.calibration-seed} on;
 * and a quarter as many of each way to record another list of reserved ports than there is.
 */
class SelectionCalibrationTest {

  private static final int RECORDINGS = Integer.getInteger("tuplewatch.calibrations", 8);
  private static final long SEED = Long.getLong("tuplewatch.calibration-seed", 1_000_000);

  private record Judged(SimulatedDestination of, DestinationCheck check) {

    String truth() {
      return of.algorithm().replaceFirst("=.*", "");
    }

    /** Nats by which the truth lies behind the likeliest. */
    double truthBehind() {
      return check.behind().getOrDefault(truth(), 0.);
    }

    String result() {
      SelectionVerdict verdict = check.verdict();
      if (verdict.kind() == Kind.IDENTIFIED) {
        return verdict.remaining().contains(truth()) ? "right" : "wrong";
      }
      return verdict.kind() == Kind.NOT_MODELLED ? "not modelled" : "cannot tell";
    }
  }

  @Test
  void noSimulatedRecordingIsSaidToBeOfAnotherAlgorithm() throws Exception {
    Map<RecordedList, List<Judged>> judged = new EnumMap<>(RecordedList.class);
    for (RecordedList list : RecordedList.values()) {
      judged.put(list, judge(list));
    }
    judged.forEach(SelectionCalibrationTest::print);
    assertThat(judged.values().stream().flatMap(List::stream))
        .noneMatch(each -> each.result().equals("wrong"));
    assertThat(judged.getOrDefault(RecordedList.TRUE, List.of()))
        .noneMatch(each -> each.result().equals("not modelled"));
  }

  @Test
  void everyComparedFamilyIsAmongThem() {
    assertThat(SimulatedDestination.ALGORITHMS.stream().map(name -> name.replaceFirst("=.*", "")))
        .containsAll(SelectionAlgorithms.families());
  }

  @Test
  void destinationsThatNobodyBelievesAreNotBelievedTogether() throws Exception {
    // Without a list its reserved ports are not found, and random step looks likelier by 7 nats.
    RecordedDestination one = SimulatedDestination.of(3_000_005, RecordedList.ABSENT).recorded();

    SelectionCheck check = SelectionCheck.of(List.of(one, one, one));

    assertThat(check.destinations().get(0).verdict().reason()).isEqualTo(Reason.RESERVED_UNKNOWN);
    assertThat(check.pooled().get(0).verdict().kind()).isEqualTo(Kind.CANNOT_TELL);
  }

  private static List<Judged> judge(RecordedList list) throws InterruptedException {
    List<SimulatedDestination> simulated = new ArrayList<>();
    int count = list == RecordedList.TRUE ? RECORDINGS : RECORDINGS / 4;
    for (long seed = SEED; seed < SEED + count; seed++) {
      simulated.add(SimulatedDestination.of(seed, list));
    }
    return InParallel.map(
        simulated.size(),
        i -> {
          try {
            DestinationCheck check =
                SelectionCheck.of(List.of(simulated.get(i).recorded())).destinations().get(0);
            return new Judged(simulated.get(i), check);
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private static void print(RecordedList list, List<Judged> judged) {
    for (String result : List.of("right", "cannot tell", "not modelled", "wrong")) {
      System.out.printf(
          Locale.ROOT,
          "%-8s %-12s %4d%n",
          list,
          result,
          judged.stream().filter(each -> each.result().equals(result)).count());
    }
    Judged farthest =
        judged.stream().max(Comparator.comparingDouble(Judged::truthBehind)).orElseThrow();
    System.out.printf(
        Locale.ROOT,
        "%-8s the truth is %.1f nats behind at most, seed %d: %s%n",
        list,
        farthest.truthBehind(),
        farthest.of().seed(),
        farthest.result());
  }
}

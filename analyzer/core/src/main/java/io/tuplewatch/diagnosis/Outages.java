package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Finds the {@link Outage}s: rows of failures to one destination, no connect that was answered at
 * once between them, of which one at least is {@link Cause#DESTINATION_DOWN} or {@link
 * Cause#REFUSED_BY_SERVER}. Failures of early reuse do not begin, end or make an outage. A row that
 * the destination's other failures would make by chance is none.
 */
final class Outages {

  private static final int FEWEST_FAILURES = 3;

  /** At most so many of the rows that chance makes are taken for an outage. */
  private static final double CHANCE = 0.01;

  private final ClassifiedUses uses;
  private final FailureCauses failures;
  private final Map<Integer, List<Run>> runs = new HashMap<>();
  private final Map<Integer, Tally> others = new HashMap<>();

  /** A row of failures while it is followed. */
  private final class Run {
    private final long from;
    private long to;
    private Tally connects = Tally.NONE;
    private Tally early = Tally.NONE;
    private Tally newConnects = Tally.NONE;
    private Tally newEarly = Tally.NONE;
    private long down;
    private long refused;

    Run(int index) {
      from = uses.wallTime(index);
    }

    /** Takes a connect that lies within if the row goes on. */
    void add(int index, boolean failed) {
      Tally one = new Tally(failed ? 1 : 0, 1);
      newConnects = newConnects.plus(one);
      newEarly = uses.kind(index) == UseKind.EARLY_REUSE ? newEarly.plus(one) : newEarly;
    }

    void goesOnTo(int index, Cause cause) {
      to = uses.wallTime(index);
      down += cause == Cause.DESTINATION_DOWN ? 1 : 0;
      refused += cause == Cause.REFUSED_BY_SERVER ? 1 : 0;
      connects = connects.plus(newConnects);
      early = early.plus(newEarly);
      newConnects = Tally.NONE;
      newEarly = Tally.NONE;
    }

    /** {@code all} are the connects of the destination. */
    boolean isOutage(Tally all) {
      Tally rest = all.minus(connects);
      double rate = rest.connects() == 0 ? 0 : (double) rest.failed() / rest.connects();
      return down + refused > 0
          && connects.failed() >= FEWEST_FAILURES
          && all.connects() * Math.pow(rate, (double) connects.failed()) < CHANCE;
    }

    Outage outage(Destination destination) {
      return new Outage(destination, from, to, refused > down, connects, early);
    }
  }

  private Outages(ClassifiedUses uses, FailureCauses failures) {
    this.uses = uses;
    this.failures = failures;
  }

  /**
   * In order of their begin. One pass over the uses, if any failure has such a cause.
   *
   * @param failures of these uses, in their order
   */
  static List<Outage> of(ClassifiedUses uses, FailureCauses failures) {
    Outages outages = new Outages(uses, failures);
    BitSet concerned = outages.concerned();
    if (!concerned.isEmpty()) {
      outages.follow(concerned);
    }
    return outages.inOrder();
  }

  private static boolean outside(Cause cause) {
    return cause == Cause.DESTINATION_DOWN || cause == Cause.REFUSED_BY_SERVER;
  }

  private BitSet concerned() {
    BitSet destinations = new BitSet();
    for (int failure = 0; failure < failures.size(); failure++) {
      if (outside(failures.cause(failure))) {
        destinations.set(uses.destination(failures.index(failure)));
      }
    }
    return destinations;
  }

  private void follow(BitSet concerned) {
    Map<Integer, Run> open = new HashMap<>();
    int failure = 0;
    for (int index = 0; index < uses.size(); index++) {
      boolean named = failure < failures.size() && failures.index(failure) == index;
      Cause cause = named ? failures.cause(failure++) : Cause.UNKNOWN;
      int destination = uses.destination(index);
      AttemptResult result = uses.result(index);
      if (!concerned.get(destination) || !result.judged()) {
        continue;
      }
      boolean failed = result == AttemptResult.FAILED;
      others.merge(destination, new Tally(failed ? 1 : 0, 1), Tally::plus);
      if (failed && cause != Cause.EARLY_REUSE) {
        Run run = open.get(destination);
        if (run == null) {
          run = new Run(index);
          open.put(destination, run);
          runs.computeIfAbsent(destination, d -> new ArrayList<>()).add(run);
        }
        run.add(index, true);
        run.goesOnTo(index, cause);
      } else if (failed || uses.answeredLate(index)) {
        Run run = open.get(destination);
        if (run != null) {
          run.add(index, failed);
        }
      } else {
        open.remove(destination);
      }
    }
  }

  private List<Outage> inOrder() {
    List<Outage> outages = new ArrayList<>();
    runs.forEach(
        (number, all) -> {
          Destination destination = Destination.of(uses.all().key(number, 0));
          Tally connects = others.getOrDefault(number, Tally.NONE);
          all.stream()
              .filter(run -> run.isOutage(connects))
              .forEach(run -> outages.add(run.outage(destination)));
        });
    outages.sort(Outage.IN_TIME);
    return List.copyOf(outages);
  }
}

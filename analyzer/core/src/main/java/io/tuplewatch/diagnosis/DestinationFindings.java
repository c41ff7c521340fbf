package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.evidence.DestinationEvidence;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What is found of each destination; on all processors, for there may be many. Immutable. */
final class DestinationFindings {

  /** What is looked up once for a destination. */
  private record Judged(
      NumberedDestination destination,
      DestinationEvidence evidence,
      Lifetime lifetime,
      Verdict verdict) {}

  private final ClassifiedUses uses;
  private final List<Judged> all;
  private final List<List<IdleRow>> byIdle;
  private final Map<Integer, List<ReusePeriod>> periods;

  /** {@code destinations} are those with a connect that worked or failed. */
  DestinationFindings(
      ReuseLog reuses,
      List<NumberedDestination> destinations,
      Evidence evidence,
      SessionLifetimes lifetimes) {
    this.uses = reuses.uses();
    this.all =
        InParallel.map(destinations.size(), i -> judged(destinations.get(i), evidence, lifetimes));
    this.byIdle = IdleRows.of(uses, edges(reuses.firewallTimeout().toNanos()), failures());
    this.periods = ReusePeriods.of(uses, dangers());
  }

  private static Judged judged(
      NumberedDestination destination, Evidence evidence, SessionLifetimes lifetimes) {
    Destination name = destination.reuse().destination();
    DestinationEvidence own = evidence.destination(name);
    return new Judged(
        destination, own, lifetimes.of(name, own), Verdict.of(destination.reuse(), own));
  }

  /** In the order of the destinations. */
  List<Findings.Finding> of(FailureCauses failures) {
    List<@Nullable Map<Cause, Long>> causes = causes(failures);
    return InParallel.map(all.size(), i -> finding(all.get(i), causes));
  }

  private Findings.Finding finding(Judged judged, List<@Nullable Map<Cause, Long>> causes) {
    int number = judged.destination().number();
    Map<Cause, Long> own = causes.get(number);
    return new Findings.Finding(
        judged.destination().reuse(),
        judged.verdict(),
        judged.evidence(),
        judged.lifetime(),
        byIdle.get(number),
        periods.getOrDefault(number, List.of()),
        own == null ? Map.of() : own);
  }

  /** By number of the destination, failed attempts by cause; null where none failed. */
  private List<@Nullable Map<Cause, Long>> causes(FailureCauses failures) {
    List<@Nullable Map<Cause, Long>> causes =
        new ArrayList<>(Collections.nCopies(uses.all().destinations(), null));
    for (int failure = 0; failure < failures.size(); failure++) {
      int number = uses.destination(failures.index(failure));
      Map<Cause, Long> own = causes.get(number);
      if (own == null) {
        own = new EnumMap<>(Cause.class);
        causes.set(number, own);
      }
      own.merge(failures.cause(failure), 1L, Long::sum);
    }
    return causes;
  }

  private long[] @Nullable [] edges(long timeoutNanos) {
    long[] @Nullable [] edges = new long[uses.all().destinations()] @Nullable [];
    for (Judged judged : all) {
      edges[judged.destination().number()] = edges(judged.lifetime(), timeoutNanos);
    }
    return edges;
  }

  /**
   * The edges of a destination's rows are those of its lifetime's interval, and parts of them; of W
   * where no lifetime was found.
   */
  private static long[] edges(Lifetime lifetime, long timeoutNanos) {
    return switch (lifetime.answer()) {
      case BETWEEN -> {
        long low = lifetime.lowNanos();
        long high = lifetime.highNanos();
        yield new long[] {low / 2, low, high};
      }
      case VARIES -> {
        long half = lifetime.estimateNanos();
        long high = lifetime.highNanos();
        yield new long[] {Math.min(lifetime.lowNanos(), half / 2), half, high};
      }
      case AT_LEAST -> new long[] {lifetime.lowNanos() / 4, lifetime.lowNanos()};
      case NONE_FOUND -> new long[] {timeoutNanos / 16, timeoutNanos / 4, timeoutNanos};
    };
  }

  private IdleRows.Counted failures() {
    return new IdleRows.Counted() {
      @Override
      public boolean counts(int index) {
        return uses.result(index).judged();
      }

      @Override
      public boolean inQuestion(int index) {
        return uses.result(index) == AttemptResult.FAILED;
      }
    };
  }

  /** By number of a destination whose early reuses fail, {@link #danger}. */
  private Map<Integer, Long> dangers() {
    Map<Integer, Long> dangers = new HashMap<>();
    for (Judged judged : all) {
      if (judged.verdict() == Verdict.REUSE_FAILS) {
        dangers.put(judged.destination().number(), danger(judged.evidence().lifetime()));
      }
    }
    return dangers;
  }

  /** Below this idle time, ns, sessions are surely still kept. */
  private static long danger(Lifetime lifetime) {
    return lifetime.answer() == Lifetime.Answer.NONE_FOUND ? Long.MAX_VALUE : lifetime.lowNanos();
  }
}

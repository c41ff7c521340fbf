package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.search.LimitSearch;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UsesByDestination;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the {@link ConnectLimit}s of destinations at which connects failed for another reason than
 * reuse, and names them as the cause of the failures above them.
 */
final class ConnectLimits {

  /** Fewer failures than this show no limit. */
  private static final int FEWEST_FAILURES = 10;

  private final ClassifiedUses uses;

  /** Failures that reuse explains. */
  private final BitSet reuse = new BitSet();

  /** Destinations that have some. */
  private final BitSet reusing = new BitSet();

  private final Map<Integer, ConnectLimit> limits = new HashMap<>();
  private final BitSet above = new BitSet();
  private final int searched;

  /** The likeliest limit of a destination, and the indexes of failures above it. */
  private record Likely(LimitSearch search, Indexes failedAbove) {}

  private ConnectLimits(
      ClassifiedUses uses, FailureCauses failures, Evidence evidence, int elsewhere) {
    this.uses = uses;
    BitSet destinations = begin(failures, evidence);
    this.searched = destinations.cardinality();
    if (searched > 0) {
      find(destinations, searched + elsewhere);
    }
  }

  /**
   * Looks for them. O(n), on all processors.
   *
   * @param failures of these uses, in their order
   * @param evidence of these uses: a limit shows only where all connects were recorded
   * @param elsewhere how many other destinations are searched
   */
  static ConnectLimits of(
      ClassifiedUses uses, FailureCauses failures, Evidence evidence, int elsewhere) {
    return new ConnectLimits(uses, failures, evidence, elsewhere);
  }

  /** The destinations where it is worth while to look. */
  private BitSet begin(FailureCauses failures, Evidence evidence) {
    Map<Integer, Integer> others = new HashMap<>();
    for (int failure = 0; failure < failures.size(); failure++) {
      if (failures.cause(failure) == Cause.EARLY_REUSE) {
        reuse.set(failures.index(failure));
        reusing.set(uses.destination(failures.index(failure)));
      } else {
        others.merge(uses.destination(failures.index(failure)), 1, Integer::sum);
      }
    }
    BitSet worthWhile = new BitSet();
    others.forEach(
        (destination, count) -> {
          ReuseKey key = uses.all().key(destination, 0);
          if (count >= FEWEST_FAILURES && !evidence.destination(key).partlyRecorded()) {
            worthWhile.set(destination);
          }
        });
    return worthWhile;
  }

  private void find(BitSet destinations, int tests) {
    UsesByDestination byDestination = new UsesByDestination(uses);
    Map<Integer, LimitSearch> likely = new ConcurrentHashMap<>();
    byDestination.forEach(
        destinations::get,
        destination -> new LimitSearch(),
        (search, index) -> add(index, search),
        (search, destination) -> {
          if (search.search()) {
            likely.put(destination, search);
          }
        });
    byDestination.forEach(
        likely::containsKey,
        destination -> new Likely(Objects.requireNonNull(likely.get(destination)), new Indexes()),
        (limit, index) -> {
          if (add(index, limit.search())) {
            limit.failedAbove().add(index);
          }
        },
        (limit, destination) ->
            conclude(destination, limit.search().conclude(tests), limit.failedAbove()));
  }

  /** Shows a connect to the search; whether it is a failure above the limit. */
  private boolean add(int index, LimitSearch search) {
    AttemptResult result = uses.result(index);
    boolean failed = result == AttemptResult.FAILED;
    return result.judged() && !reuse.get(index) && search.add(uses.start(index), failed) && failed;
  }

  private synchronized void conclude(
      int destination, LimitSearch.@Nullable Limit limit, Indexes failedAbove) {
    if (limit != null) {
      Destination name = Destination.of(uses.all().key(destination, 0));
      limits.put(destination, new ConnectLimit(name, limit));
      for (int index : failedAbove.toArray()) {
        above.set(index);
      }
    }
  }

  /** How many destinations were searched, whether or not any number told something. */
  int searched() {
    return searched;
  }

  /** By destination. */
  List<ConnectLimit> all() {
    return limits.values().stream()
        .sorted((one, other) -> one.destination().compareTo(other.destination()))
        .toList();
  }

  /**
   * The same failure; if it is above a limit, that is the cause. Where reuse explains others, only
   * as far as it may not explain this one; elsewhere it would fail connects below the limit, too.
   */
  FailureCause name(FailureCause failure) {
    @Nullable ConnectLimit limit = limits.get(uses.destination(failure.index()));
    if (limit == null || !above.get(failure.index()) || reuse.get(failure.index())) {
      return failure;
    }
    boolean competes = reusing.get(uses.destination(failure.index()));
    double byReuse = competes ? failure.reuseProbability() : 0;
    double probability = (1 - byReuse) * limit.limit().probability();
    if (probability < byReuse) {
      return failure;
    }
    List<Reason> reasons = new ArrayList<>(failure.reasons());
    reasons.add(Reason.MANY_CONNECTS_JUST_BEFORE);
    return new FailureCause(
        failure.index(),
        failure.attempt(),
        Causes.suffices(probability) ? Cause.CONNECT_LIMIT : Cause.UNKNOWN,
        probability,
        Cause.CONNECT_LIMIT,
        Math.min(failure.reuseProbability(), 1 - probability),
        failure.background(),
        reasons);
  }
}

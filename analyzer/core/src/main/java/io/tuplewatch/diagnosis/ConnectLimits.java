package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.search.LimitSearch;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  private final Map<Integer, LimitSearch> searches = new HashMap<>();
  private int searched;
  private final Map<Integer, ConnectLimit> limits = new HashMap<>();
  private final BitSet above = new BitSet();

  private ConnectLimits(ClassifiedUses uses) {
    this.uses = uses;
  }

  /**
   * Looks for them. Two passes over the uses, if there are enough failures.
   *
   * @param failures of these uses, in their order
   * @param evidence of these uses: a limit shows only where all connects were recorded
   * @param elsewhere how many other destinations are searched
   */
  static ConnectLimits of(
      ClassifiedUses uses, FailureCauses failures, Evidence evidence, int elsewhere) {
    ConnectLimits limits = new ConnectLimits(uses);
    limits.begin(failures, evidence);
    if (!limits.searches.isEmpty()) {
      limits.pass();
      limits.searches.values().removeIf(search -> !search.search());
      limits.pass();
      limits.conclude(elsewhere);
    }
    return limits;
  }

  private void begin(FailureCauses failures, Evidence evidence) {
    Map<Integer, Integer> others = new HashMap<>();
    for (int failure = 0; failure < failures.size(); failure++) {
      if (failures.cause(failure) == Cause.EARLY_REUSE) {
        reuse.set(failures.index(failure));
        reusing.set(uses.destination(failures.index(failure)));
      } else {
        others.merge(uses.destination(failures.index(failure)), 1, Integer::sum);
      }
    }
    others.forEach(
        (destination, count) -> {
          ReuseKey key = uses.all().key(destination, 0);
          if (count >= FEWEST_FAILURES && !evidence.destination(key).partlyRecorded()) {
            searches.put(destination, new LimitSearch());
          }
        });
    searched = searches.size();
  }

  private void pass() {
    for (int index = 0; index < uses.size(); index++) {
      AttemptResult result = uses.result(index);
      LimitSearch search = result.judged() ? searches.get(uses.destination(index)) : null;
      if (search != null && !reuse.get(index)) {
        boolean failed = result == AttemptResult.FAILED;
        if (search.add(uses.start(index), failed) && failed) {
          above.set(index);
        }
      }
    }
  }

  /** How many destinations were searched, whether or not any number told something. */
  int searched() {
    return searched;
  }

  private void conclude(int elsewhere) {
    searches.forEach(
        (destination, search) -> {
          LimitSearch.Limit limit = search.conclude(searched + elsewhere);
          if (limit != null) {
            Destination name = Destination.of(uses.all().key(destination, 0));
            limits.put(destination, new ConnectLimit(name, limit));
          }
        });
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

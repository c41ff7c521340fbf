package io.tuplewatch.witness;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Of one capture: which SYNs are those of which connects. Told by tuple and time; the difference of
 * the clocks, up to {@link AttemptsByTuple#CLOCKS_APART}, is the one that explains most connects.
 */
final class FoundAttempts {

  /** How much later than the quickest ones SYNs mostly are, ns. */
  private static final long WINDOW = 20_000_000L;

  /** A recorded start may be this much after the SYN, when measured on other clocks, ns. */
  private static final long TOLERANCE = 20_000_000L;

  private final Map<Integer, Attempt> byIndex = new HashMap<>();
  private final @Nullable ClockLag lag;

  private FoundAttempts(Interest interest, AttemptsByTuple attempts) {
    long quickest = quickest(interest, attempts);
    List<Long> lags = new ArrayList<>();
    interest
        .byTuple()
        .forEach(
            (key, connects) -> {
              List<Attempt> own = attempts.withTuple(key);
              for (Interest.Connect connect :
                  own.isEmpty() ? List.<Interest.Connect>of() : connects) {
                Attempt attempt = nearest(connect, own, quickest);
                if (attempt != null) {
                  attempt.taken = true;
                  byIndex.put(connect.index(), attempt);
                  lags.add(attempt.firstSyn - connect.start());
                }
              }
            });
    lag = lags.isEmpty() ? null : ClockLag.of(lags.stream().mapToLong(Long::longValue).toArray());
  }

  static FoundAttempts of(Interest interest, AttemptsByTuple attempts) {
    return new FoundAttempts(interest, attempts);
  }

  /** The lag of the quickest SYNs. */
  private static long quickest(Interest interest, AttemptsByTuple attempts) {
    Densest lags = new Densest();
    interest
        .byTuple()
        .forEach(
            (key, connects) -> {
              for (Attempt attempt : attempts.withTuple(key)) {
                for (Interest.Connect connect : connects) {
                  long after = attempt.firstSyn - connect.start();
                  if (Math.abs(after) <= AttemptsByTuple.CLOCKS_APART && from(connect, attempt)) {
                    lags.add(after);
                  }
                }
              }
            });
    return lags.isEmpty() ? 0 : lags.window(WINDOW);
  }

  private static boolean from(Interest.Connect connect, Attempt attempt) {
    return connect.source() == null
        || (connect.source().high() == attempt.sourceHigh
            && connect.source().low() == attempt.sourceLow);
  }

  private static @Nullable Attempt nearest(
      Interest.Connect connect, List<Attempt> attempts, long quickest) {
    Attempt found = null;
    long nearest = Long.MAX_VALUE;
    for (Attempt attempt : attempts) {
      long after = attempt.firstSyn - connect.start() - quickest;
      boolean possible =
          after >= -TOLERANCE && after <= connect.end() - connect.start() + TOLERANCE;
      if (possible && !attempt.taken && from(connect, attempt) && Math.abs(after) < nearest) {
        nearest = Math.abs(after);
        found = attempt;
      }
    }
    return found;
  }

  /** By index of the connect among the uses. */
  Map<Integer, Attempt> byIndex() {
    return byIndex;
  }

  /** Null if no SYN of any connect was found. */
  @Nullable ClockLag lag() {
    return lag;
  }
}

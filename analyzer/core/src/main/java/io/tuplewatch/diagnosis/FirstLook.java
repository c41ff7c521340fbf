package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.StatusCheck;
import io.tuplewatch.evidence.Totals;
import io.tuplewatch.evidence.search.StepSearches;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.IdleTimeout;
import io.tuplewatch.selection.recorded.ConnectsBySecond;
import java.io.Serializable;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What must be known of all recordings before any part of them can be diagnosed. Immutable.
 *
 * @param failures what the search for the idle timeout looks at
 * @param connects when they started
 * @param totals for the evidence
 * @param statuses what the agents counted, beside what was read
 */
public record FirstLook(
    StepSearches failures, ConnectsBySecond connects, Totals totals, StatusCheck statuses)
    implements Serializable {

  /**
   * At recordings, or a part of them. O(n log n).
   *
   * @param given the idle timeout, above 0; null if the user gave none
   */
  public static FirstLook at(ConnectionLog log, @Nullable Duration given) {
    ClassifiedUses uses = TimeoutSearch.first(log, given).uses();
    return new FirstLook(
        StepSearches.of(uses), ConnectsBySecond.of(uses), Totals.of(log, uses), log.statuses());
  }

  /** Leaves out what another part says of the JVMs and hosts, which it has as well. */
  public FirstLook ofConnectsAlone() {
    return new FirstLook(failures, connects, totals.ofConnectsAlone(), statuses);
  }

  /** At that part and at this one, which have no destination in common. */
  public FirstLook and(FirstLook other) {
    return new FirstLook(
        failures.and(other.failures),
        connects.and(other.connects),
        totals.and(other.totals),
        statuses.and(other.statuses));
  }

  /** By which all parts are to be classified. */
  IdleTimeout timeout(@Nullable Duration given) {
    return TimeoutSearch.timeout(failures, given);
  }
}

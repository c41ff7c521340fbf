package io.tuplewatch.selection.check;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.recorded.DestinationKey;
import io.tuplewatch.selection.recorded.SelectionSettings;
import io.tuplewatch.selection.recorded.TimeWaitHeld;
import java.util.Map;

/**
 * What the ports of one destination, under one set of sysctls, say of the algorithm.
 *
 * @param range the range that was assumed
 * @param rangeRecorded it is the recorded one; else none was recorded or the ports contradict it
 * @param reserved the reserved ports that were assumed
 * @param reservedRecorded they are the recorded ones; else none were recorded or the ports
 *     contradict them
 * @param avoided blocks that are not in a recorded list, yet no connect got one of their ports
 * @param usedThoughReserved connects on ports that the recorded list reserves
 * @param outsideRange connects on ports outside the recorded range
 * @param timeWait for how long TIME_WAIT holds a four-tuple
 * @param behind by family of algorithms, how far it is behind the likeliest, nats, windows counting
 *     at most {@link ModelComparison#MOST_PER_WINDOW} each; empty if none was judged
 * @param logLikelihoods the same without that limit, over the windows that both were judged by
 * @param windowsJudged windows that were looked at for it
 */
public record DestinationCheck(
    DestinationKey key,
    SelectionSettings settings,
    PortRange range,
    boolean rangeRecorded,
    PortSet reserved,
    boolean reservedRecorded,
    PortSet avoided,
    int usedThoughReserved,
    int outsideRange,
    TimeWaitHeld timeWait,
    SelectionVerdict verdict,
    Features features,
    Map<String, Double> behind,
    Map<String, Double> logLikelihoods,
    int windowsJudged) {

  /** Whether the ports agree with the recorded sysctls. */
  public Agreement agreement() {
    return Agreement.of(verdict, settings);
  }
}

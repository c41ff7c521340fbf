package io.tuplewatch.selection.check;

import java.util.List;

/**
 * What the ports of a destination look like.
 *
 * @param connects on ports that the kernel selected
 * @param bound on ports of sockets that the application bound; in nothing else here
 * @param windows re-salt windows with connects; connects that may belong to either of two are left
 *     out
 * @param pairs neighbours that lie in one window for sure, more than 1 ms apart
 * @param backwardMoves how many of them go backward, the end of the range excluded
 * @param closePairs neighbours less than a second apart, so that hardly ever a re-salt is between
 * @param closeBackwardMoves how many of these go backward
 * @param oddPorts connects on ports of the other parity than the range's low end
 * @param windowStartsBehindBlocks windows whose first port is the first free one behind an
 *     unavailable run
 * @param windowStartsBehindBlocksByChance how many there would be if all free ports were alike
 * @param seenShare share of the destination's connects that seem to be recorded, 0 to 1; NaN if it
 *     cannot be told
 * @param resaltPhaseNanos when within 10 s of the clock the windows begin
 * @param resaltUncertainNanos how long a part of the 10 s holds all phases that are possible
 * @param windowsGoingOn windows that go on where the one before ended, as without a re-salt
 * @param windowsFollowing windows that follow upon another at once
 * @param inUseShare share of the free candidates that the destination's connections hold in the
 *     mean, TIME_WAIT and those not seen included, 0 to 1
 * @param hotPorts the ports that stand out, most used first
 */
public record Features(
    int connects,
    int bound,
    int windows,
    int pairs,
    int backwardMoves,
    int closePairs,
    int closeBackwardMoves,
    int oddPorts,
    int windowStartsBehindBlocks,
    double windowStartsBehindBlocksByChance,
    double seenShare,
    long resaltPhaseNanos,
    long resaltUncertainNanos,
    int windowsGoingOn,
    int windowsFollowing,
    double inUseShare,
    List<HotPort> hotPorts) {

  /**
   * A port used far more often than others.
   *
   * @param uses its connects
   * @param block the unavailable ports right before it, such as 30000-40403
   */
  public record HotPort(int port, int uses, String block) {}

  public Features {
    hotPorts = List.copyOf(hotPorts);
  }
}

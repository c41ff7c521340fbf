package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Something that could be different. Immutable.
 *
 * @param text as it was asked for, such as {@code retry=random,range=9000-65499}
 * @param algorithm null: as it is
 * @param range null: as it is
 * @param reserved null: as it is
 * @param rate times the connects, above 0, at most 100
 * @param lifetime connects are served from pooled connections that live so long; null: as they are
 * @param sourceAddresses the connects are spread over so many local addresses, 1 to 256
 * @param closer which side closes first; null: as recorded
 * @param leastRecentlyUsed whether the application binds each connection to the port that was used
 *     least recently
 * @param twReuseOff whether a four-tuple stays in TIME_WAIT for its whole time
 * @param working share of the failed early reuses that work, 0 to 1: what they leave behind is then
 *     a closed connection
 */
public record WhatIf(
    String text,
    @Nullable SelectionAlgorithm algorithm,
    @Nullable PortRange range,
    @Nullable PortSet reserved,
    double rate,
    @Nullable Duration lifetime,
    int sourceAddresses,
    @Nullable Closer closer,
    boolean leastRecentlyUsed,
    boolean twReuseOff,
    double working) {

  /** How reports name ports that the application chooses so. */
  public static final String LEAST_RECENTLY_USED = "least-recently-used";

  /** A side of a connection. */
  public enum Closer {
    CLIENT,
    SERVER
  }

  /** Nothing is different. */
  public static final WhatIf NOTHING =
      new WhatIf("as recorded", null, null, null, 1, null, 1, null, false, false, 0);

  /**
   * Reads one or more {@code name=value}, separated by commas: {@code retry=random}, {@code
   * retry=random-as-mailed}, {@code retry=off}, {@code step=65535}, {@code step=off}, {@code
   * range=9000-65499}, {@code reserved=none}, {@code reserved=8080,30000-40402}, {@code rate=0.5x},
   * {@code lifetime=30m}, {@code source-addresses=4}, {@code closer=client}, {@code
   * ports=least-recently-used} or, shorter, {@code ports=lru}, {@code tw-reuse=off}.
   *
   * @throws IllegalArgumentException if it is none of these; the message is one line, for the user
   */
  public static WhatIf parse(String text) {
    return WhatIfParser.parse(text);
  }

  /** Does the same where so many of the failed early reuses work, 0 to 1. */
  public WhatIf withWorking(double share) {
    return new WhatIf(
        text,
        algorithm,
        range,
        reserved,
        rate,
        lifetime,
        sourceAddresses,
        closer,
        leastRecentlyUsed,
        twReuseOff,
        share);
  }

  /** What is worth to be asked of any recording. */
  public static List<WhatIf> standard() {
    return List.of(
            "retry=random",
            "step=65535",
            "reserved=none",
            "range=1024-65535",
            "rate=0.5x",
            "lifetime=30m",
            "source-addresses=4",
            "closer=client",
            "closer=server",
            "ports=lru")
        .stream()
        .map(WhatIf::parse)
        .toList();
  }

  /** The ports, the very same if they do not differ. */
  PortSpace space(PortSpace recorded) {
    PortRange newRange = range == null ? recorded.range() : range;
    PortSet newReserved = reserved == null ? recorded.reserved() : reserved;
    boolean sameReserved =
        newReserved.equals(recorded.reserved())
            || (newReserved.sizeWithin(newRange) == 0
                && recorded.reserved().sizeWithin(newRange) == 0);
    return newRange.equals(recorded.range()) && sameReserved
        ? recorded
        : new PortSpace(newRange, newReserved, recorded.bound(), recorded.step());
  }
}

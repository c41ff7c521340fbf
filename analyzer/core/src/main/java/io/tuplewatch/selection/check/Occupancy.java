package io.tuplewatch.selection.check;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.OccupancyProbability;
import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.Arrays;

/** Which four-tuples of a destination the recording knows to be in use. Not thread-safe. */
final class Occupancy implements OccupancyProbability {

  /** P(a port is held by a socket that was not recorded); smaller than that of a thread held up. */
  private static final double UNKNOWN = 1e-4;

  /** TIME_WAIT may be taken over, or be gone by a reset. */
  private static final double TIME_WAIT = .5;

  private static final double OPEN = .999;

  /** The kernel's 60 s, and what its timers add. */
  private static final long LONGEST_TIME_WAIT = ConnectionEnd.TIME_WAIT.plusSeconds(5).toNanos();

  private final ConnectTimeline timeline;
  private final CandidateRing ring;
  private final double unseen;
  private final long[] openUntil;
  private final long[] heldUntil;
  private int applied;
  private long now;

  /**
   * @param unseen share of the candidates that connects hold which nobody saw
   */
  Occupancy(ConnectTimeline timeline, CandidateRing ring, double unseen) {
    this.unseen = UNKNOWN + unseen;
    this.timeline = timeline;
    this.ring = ring;
    this.openUntil = new long[ring.space().range().size()];
    this.heldUntil = new long[ring.space().range().size()];
    Arrays.fill(openUntil, Long.MIN_VALUE);
    Arrays.fill(heldUntil, Long.MIN_VALUE);
  }

  /** The moment of a connect of the timeline; never an earlier one than before. */
  void at(int number) {
    for (; applied < number; applied++) {
      int port = timeline.port(applied);
      if (ring.space().range().contains(port)) {
        int index = ring.space().index(port);
        openUntil[index] = timeline.close(applied);
        heldUntil[index] =
            timeline.is(applied, ConnectTimeline.TIME_WAIT)
                ? timeline.close(applied) + LONGEST_TIME_WAIT
                : timeline.close(applied);
      }
    }
    now = timeline.start(number);
  }

  @Override
  public double passedOver(int index) {
    if (now < openUntil[index]) {
      return OPEN;
    }
    return now < heldUntil[index] ? TIME_WAIT : unseen;
  }
}

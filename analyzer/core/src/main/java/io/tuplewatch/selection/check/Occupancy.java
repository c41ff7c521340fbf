package io.tuplewatch.selection.check;

import io.tuplewatch.selection.ConnectionEnd;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.OccupancyProbability;
import io.tuplewatch.selection.recorded.Timeline;
import java.util.Arrays;

/** Which four-tuples of a destination the recording knows to be in use. Not thread-safe. */
final class Occupancy implements OccupancyProbability {

  /** By sockets bound without being recorded, and whatever else; less than threads held up. */
  private static final double UNKNOWN = 1e-4;

  /** TIME_WAIT may be taken over, or be gone by a reset. */
  private static final double TIME_WAIT = .5;

  private static final double OPEN = .999;

  /** The kernel's 60 s, and what its timers add. */
  private static final long LONGEST_TIME_WAIT = ConnectionEnd.TIME_WAIT.plusSeconds(5).toNanos();

  private final Timeline trace;
  private final CandidateRing places;
  private final double unseen;
  private final long[] openUntil;
  private final long[] heldUntil;
  private int applied;
  private long now;

  /**
   * @param unseen share of the candidates that connects hold which nobody saw
   */
  Occupancy(Timeline trace, CandidateRing places, double unseen) {
    this.unseen = UNKNOWN + unseen;
    this.trace = trace;
    this.places = places;
    this.openUntil = new long[places.space().range().size()];
    this.heldUntil = new long[places.space().range().size()];
    Arrays.fill(openUntil, Long.MIN_VALUE);
    Arrays.fill(heldUntil, Long.MIN_VALUE);
  }

  /** The moment of a connect of the trace; never an earlier one than before. */
  void at(int number) {
    for (; applied < number; applied++) {
      int port = trace.port(applied);
      if (places.space().range().contains(port)) {
        int place = places.space().place(port);
        openUntil[place] = trace.close(applied);
        heldUntil[place] =
            trace.is(applied, Timeline.TIME_WAIT)
                ? trace.close(applied) + LONGEST_TIME_WAIT
                : trace.close(applied);
      }
    }
    now = trace.start(number);
  }

  @Override
  public double passedOver(int place) {
    if (now < openUntil[place]) {
      return OPEN;
    }
    return now < heldUntil[place] ? TIME_WAIT : unseen;
  }
}

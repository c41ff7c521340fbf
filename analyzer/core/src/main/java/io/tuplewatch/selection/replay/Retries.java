package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.recorded.ConnectTimeline;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * The connects that are there only because another failed: an application, its driver or its pool
 * tried again. They go with the failure. From outside a retry looks like any connect: how many
 * there are is what the times tell ({@link FollowUps}), and which is drawn among those that begin
 * soon after a failure. Those of a pool that waits longer each time come later: what still follows
 * other failures too often is looked for in later windows, without those found.
 *
 * <p>A connect that would have come anyway is none: where short connections that worked are
 * followed by another as often, as of threads that have one task after the other, nothing goes with
 * a failure.
 */
final class Retries {

  static final int NONE = -1;

  /** A connection that worked for longer than this keeps its user from connecting anew, ns. */
  private static final long SHORT = 10_000_000_000L;

  private static final int MOST_PASSES = 3;

  /**
   * Retries about as late.
   *
   * @param perFailure of those that have none yet
   */
  private record Pass(FollowUps.Window window, double perFailure) {}

  private final ConnectTimeline timeline;
  private final List<Pass> passes = new ArrayList<>();

  /** By their ends. */
  private final int[] failures;

  private Retries(ConnectTimeline timeline) {
    this.timeline = timeline;
    this.failures =
        closed(
            n ->
                timeline.is(n, ConnectTimeline.JUDGED)
                    && !timeline.is(n, ConnectTimeline.CONNECTED));
  }

  /** O(connects), some hundred times. */
  static Retries of(ConnectTimeline timeline) {
    Retries retries = new Retries(timeline);
    retries.find();
    return retries;
  }

  private void find() {
    int[] shortOnes =
        closed(
            n ->
                timeline.is(n, ConnectTimeline.CONNECTED)
                    && timeline.close(n) - timeline.start(n) <= SHORT);
    SplittableRandom random = new SplittableRandom(0);
    Draw draw = new Draw();
    long after = 0;
    for (int pass = 0; pass < MOST_PASSES && failures.length > 0; pass++) {
      FollowUps followUps =
          FollowUps.of(draw.startsOfOthers(), ends(draw.unanswered()), ends(shortOnes), after);
      if (followUps.causedPerFailure() == 0) {
        return;
      }
      passes.add(new Pass(followUps.window(), followUps.causedPerFailure()));
      draw.add(passes.get(pass), random);
      after = followUps.window().to();
    }
  }

  /** Those whose end is known, by their ends. */
  private int[] closed(IntPredicate which) {
    return IntStream.range(0, timeline.size())
        .filter(which)
        .filter(n -> timeline.close(n) != ConnectTimeline.FOREVER)
        .boxed()
        .sorted(Comparator.comparingLong(timeline::close))
        .mapToInt(Integer::intValue)
        .toArray();
  }

  private long[] ends(int[] connects) {
    return Arrays.stream(connects).mapToLong(timeline::close).toArray();
  }

  /** By connect the one that retries it, or {@link #NONE}. O(failures log connects). */
  int[] draw(SplittableRandom random) {
    Draw draw = new Draw();
    passes.forEach(pass -> draw.add(pass, random));
    return draw.retriedBy;
  }

  /** Which connects are retries, pass by pass. */
  private final class Draw {

    private final int[] retriedBy = new int[timeline.size()];
    private final BitSet taken = new BitSet();

    Draw() {
      Arrays.fill(retriedBy, NONE);
    }

    /** Starts of the connects that are no retries so far. */
    long[] startsOfOthers() {
      return IntStream.range(0, timeline.size())
          .filter(n -> !taken.get(n))
          .mapToLong(timeline::start)
          .toArray();
    }

    /** The failures that have no retry so far. */
    int[] unanswered() {
      return Arrays.stream(failures).filter(failure -> retriedBy[failure] == NONE).toArray();
    }

    /** As many are answered of those that any connect follows in time as of all. */
    void add(Pass pass, SplittableRandom random) {
      int[] all = unanswered();
      int[] followed =
          Arrays.stream(all).filter(failure -> follower(pass, failure, 0) != NONE).toArray();
      double share = pass.perFailure() * all.length / Math.max(1, followed.length);
      for (int failure : followed) {
        boolean answered = random.nextDouble() < share;
        int retry = answered ? follower(pass, failure, random.nextDouble()) : NONE;
        if (retry != NONE) {
          taken.set(retry);
          retriedBy[failure] = retry;
        }
      }
    }

    /** The first that is no retry so far, from that part of the window on, else of all of it. */
    private int follower(Pass pass, int failure, double where) {
      long end = timeline.close(failure);
      int first = timeline.firstFrom(end + pass.window().from() + 1);
      int beyond = timeline.firstFrom(end + pass.window().to() + 1);
      int follower = taken.nextClearBit(first + (int) (where * (beyond - first)));
      follower = follower < beyond ? follower : taken.nextClearBit(first);
      return follower < beyond ? follower : NONE;
    }
  }
}

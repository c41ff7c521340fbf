package io.tuplewatch.evidence;

import io.tuplewatch.connection.Use;
import io.tuplewatch.reuse.SynSchedule;

/**
 * Connects that worked at the second SYN or later: where SYNs are lost one by one, they tell how
 * often all SYNs of a connect are lost, a little too high: counted in small blocks of successes,
 * since loss comes and goes. Not thread-safe.
 */
final class SlowAnswers {

  private static final int BLOCK = 60;

  private final int[] bySlow = new int[BLOCK + 1];
  private int inBlock;
  private int slow;
  private long failures;
  private long syns;

  /** In time order. */
  void worked(Use use) {
    slow += SynSchedule.synsAnswered(use.pendingNanos(), use.synSettings()) > 1 ? 1 : 0;
    if (++inBlock == BLOCK) {
      bySlow[slow]++;
      inBlock = 0;
      slow = 0;
    }
  }

  /** A failure without an answer. */
  void failed(Use use) {
    failures++;
    syns += SynSchedule.synsSent(use.pendingNanos(), use.synSettings());
  }

  /** Chance, 0 to 1, that a connect gets no answer because all of its SYNs were lost. */
  double lost() {
    double sent = failures == 0 ? 2 : (double) syns / failures;
    double lost = 0;
    long blocks = 0;
    for (int count = 0; count <= BLOCK; count++) {
      double share = (double) count / BLOCK;
      double perSyn = Math.min(1, share / Math.max(1e-9, 1 - share));
      lost += bySlow[count] * Math.pow(perSyn, sent);
      blocks += bySlow[count];
    }
    return blocks == 0 ? 1 : lost / blocks;
  }
}

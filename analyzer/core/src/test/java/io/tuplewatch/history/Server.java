package io.tuplewatch.history;

import java.util.SplittableRandom;

/** What the SYNs of an attempt meet behind the firewall. */
final class Server {

  private static final long SECOND = 1_000_000_000L;
  private static final long ROUND_TRIP = 400_000L;
  private static final int SYNS = 7;

  /**
   * What came of an attempt, had the firewall let it pass.
   *
   * @param cause NONE if it worked
   * @param pending ns until the answer, or until the application gave up
   * @param lastSyn ns after the start
   */
  record Answer(TrueCause cause, long pending, long lastSyn) {

    /** The same, to a SYN that came so much later, ns. */
    Answer later(long nanos) {
      return new Answer(cause, pending + nanos, lastSyn + nanos);
    }
  }

  private final Setting setting;
  private final SplittableRandom random;
  private final long timeout;

  private double tokens;
  private long tokensAt;

  Server(Setting setting) {
    this.tokens = setting.limit;
    this.setting = setting;
    this.random = new SplittableRandom(setting.seed ^ 0x5E17);
    this.timeout = setting.connectTimeout.toNanos();
  }

  /** SYNs go out after 0, 1, 3, 7 ... seconds, until one is answered or the timeout comes. */
  Answer ask(int destination, int port, long start) {
    TrueCause why = isBad(destination, port, start) ? TrueCause.BAD_PATH : TrueCause.LOSS;
    long due = 0;
    long last = 0;
    for (int syn = 0; syn < SYNS && due < timeout; syn++) {
      last = due;
      TrueCause met = why == TrueCause.BAD_PATH ? why : meets(destination, start + due);
      if (met == TrueCause.NONE || met == TrueCause.REFUSED) {
        return new Answer(met, due + ROUND_TRIP, last);
      }
      why = stronger(why, met);
      due += SECOND << syn;
    }
    return new Answer(why, timeout, last);
  }

  /** When the application gives up, and when the last SYN before that goes out. */
  Answer silence() {
    long last = 0;
    long due = 0;
    for (int syn = 0; syn < SYNS && due < timeout; syn++) {
      last = due;
      due += SECOND << syn;
    }
    return new Answer(TrueCause.FIREWALL, timeout, last);
  }

  private boolean mayPass(long now) {
    double since = Math.max(0, now - tokensAt) / (double) SECOND;
    tokens = Math.min(setting.limit, tokens + since * setting.limitPerSecond);
    tokensAt = Math.max(now, tokensAt);
    boolean passes = tokens >= 1;
    tokens -= passes ? 1 : 0;
    return passes;
  }

  private TrueCause meets(int destination, long now) {
    if (setting.limit < Double.POSITIVE_INFINITY && !mayPass(now)) {
      return TrueCause.LIMIT;
    }
    for (Trouble trouble : setting.troubles) {
      if (trouble.holds(destination, now) && chance(trouble.probability())) {
        return switch (trouble.kind()) {
          case DOWN -> TrueCause.OUTAGE;
          case REFUSING -> TrueCause.REFUSED;
          case QUEUE_FULL -> TrueCause.ACCEPT_QUEUE;
        };
      }
    }
    return chance(setting.loss) ? TrueCause.LOSS : TrueCause.NONE;
  }

  /** Of several reasons why SYNs got no answer, the one that explains more. */
  private static TrueCause stronger(TrueCause one, TrueCause other) {
    if (one == TrueCause.OUTAGE || other == TrueCause.OUTAGE) {
      return TrueCause.OUTAGE;
    }
    return one == TrueCause.ACCEPT_QUEUE || one == TrueCause.LIMIT ? one : other;
  }

  private boolean isBad(int destination, int port, long now) {
    long path = mix(setting.seed * 31 + destination * 65_536L + port);
    return now >= setting.badFrom.toNanos() && (path >>> 11) * 0x1p-53 < setting.badPaths;
  }

  private boolean chance(double probability) {
    return probability > 0 && random.nextDouble() < probability;
  }

  private static long mix(long bits) {
    return new SplittableRandom(bits).nextLong();
  }
}

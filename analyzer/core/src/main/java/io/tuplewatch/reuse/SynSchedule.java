package io.tuplewatch.reuse;

import io.tuplewatch.connection.SynSettings;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.UseValues;
import io.tuplewatch.events.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * When Linux sends the SYNs of an attempt that gets no answer (net/ipv4/tcp_timer.c): the first
 * retransmission after the initial RTO of 1 s (RFC 6298); after the k-th one the RTO stays 1 s
 * while k is within the linear timeouts (kernel 6.5 and later) and doubles from then on, up to 120
 * s.
 */
public final class SynSchedule {

  private static final long INITIAL_RTO_NANOS = 1_000_000_000L;
  private static final long MAX_RTO_NANOS = 120_000_000_000L;

  /**
   * The kernel's timer wheel fires late, never early: measured 0 to 36 ms, evenly spread (6.18,
   * 1,410 retransmissions after 1 s). An application's timeout of whole seconds is due together
   * with a SYN and ends the attempt first.
   */
  private static final long USUAL_LATENESS_NANOS = 20_000_000L;

  private SynSchedule() {}

  /**
   * When the last SYN was due that was sent before the attempt ended, ns after the first one; 0 if
   * that was the only one. One due less than 20 ms before the end was probably not sent. At most
   * 254 steps.
   *
   * @param pendingNanos duration of the attempt, ns
   */
  public static long lastSynNanos(long pendingNanos, SynSettings settings) {
    return walk(pendingNanos - USUAL_LATENESS_NANOS, settings)[1];
  }

  /**
   * How many SYNs an attempt that got no answer sent, 1 or more; the last one is that of {@link
   * #lastSynNanos}.
   */
  public static int synsSent(long pendingNanos, SynSettings settings) {
    return (int) walk(pendingNanos - USUAL_LATENESS_NANOS, settings)[0];
  }

  /**
   * How many SYNs an attempt that worked sent until the one that was answered, 1 or more: a SYN is
   * never early, so one that was due had been sent.
   */
  public static int synsAnswered(long pendingNanos, SynSettings settings) {
    return pendingNanos < INITIAL_RTO_NANOS ? 1 : (int) walk(pendingNanos, settings)[0];
  }

  /** How many SYNs a use with a known start sent, by the schedule; 1 or more. */
  public static int syns(Use use) {
    return (int) walk(sendingNanos(use), use.synSettings())[0];
  }

  /** When a use with a known start sent its last SYN, by the schedule; ns after its first. */
  public static long lastSynNanos(Use use) {
    return walk(sendingNanos(use), use.synSettings())[1];
  }

  private static long sendingNanos(Use use) {
    return noAnswer(use.outcome()) ? use.pendingNanos() - USUAL_LATENESS_NANOS : use.pendingNanos();
  }

  /**
   * When the SYNs of an attempt were due that got no answer, ns after the first one, which is 0:
   * those that {@link #synsSent} counts.
   */
  public static long[] synNanos(long pendingNanos, SynSettings settings) {
    long[] due = new long[synsSent(pendingNanos, settings)];
    long rto = INITIAL_RTO_NANOS;
    for (int sent = 1; sent < due.length; sent++) {
      due[sent] = due[sent - 1] + rto;
      if (sent > settings.linearTimeouts()) {
        rto = Math.min(2 * rto, MAX_RTO_NANOS);
      }
    }
    return due;
  }

  /** SYNs sent up to then, and when the last of them was, ns. */
  private static long[] walk(long untilNanos, SynSettings settings) {
    int retransmissions = settings.retries() + settings.linearTimeouts();
    long last = 0;
    long rto = INITIAL_RTO_NANOS;
    int sent = 1;
    for (; sent <= retransmissions && last + rto <= untilNanos; sent++) {
      last += rto;
      if (sent > settings.linearTimeouts()) {
        rto = Math.min(2 * rto, MAX_RTO_NANOS);
      }
    }
    return new long[] {sent, last};
  }

  /** When a use sent its last packet, ns; the moment of the connect if its close is not known. */
  public static long lastPacket(UseValues uses, long row) {
    if (noAnswer(uses.outcome(row))) {
      return uses.start(row)
          + lastSynNanos(uses.attemptEnd(row) - uses.start(row), uses.synSettings(row));
    }
    long end = uses.end(row);
    return end == Use.UNKNOWN ? uses.attemptEnd(row) : end;
  }

  /** Whether only SYNs were sent and nothing came back, as far as the client knows. */
  static boolean noAnswer(@Nullable Outcome outcome) {
    return outcome != null && outcome.answer() == Outcome.Answer.NONE;
  }
}

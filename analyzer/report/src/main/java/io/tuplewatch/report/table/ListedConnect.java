package io.tuplewatch.report.table;

import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.SynSchedule;
import org.jspecify.annotations.Nullable;

/**
 * A connect and the session that its four-tuple had before, on the wall clock: what somebody looks
 * up in a firewall's log. Times are epoch ns; {@link Use#UNKNOWN} = not known.
 *
 * @param session the last use of the tuple before this one that connected; null if none is known
 */
public record ListedConnect(ClassifiedUse connect, @Nullable Use session) {

  /** The connect at an index among the uses. */
  public static ListedConnect at(ClassifiedUses uses, int index) {
    return new ListedConnect(uses.get(index), uses.lastConnected(index));
  }

  /** A failure, made of what is at hand. */
  static ListedConnect of(ClassifiedUses uses, FailureCause failure) {
    return new ListedConnect(failure.attempt(), uses.lastConnected(failure.index()));
  }

  /** When its first SYN was sent. */
  public long firstSyn() {
    return connect.use().wallTime();
  }

  /** When its last SYN was sent, by the kernel's schedule. */
  public long lastSyn() {
    return firstSyn() + SynSchedule.lastSynNanos(connect.use());
  }

  /** How many SYNs were sent, by the kernel's schedule. */
  public int syns() {
    return SynSchedule.syns(connect.use());
  }

  /** When the last packet of the tuple's previous use was sent, failed uses among them. */
  public long lastPacket() {
    return connect.idle() == Use.UNKNOWN ? Use.UNKNOWN : firstSyn() - connect.idle();
  }

  /** When the session before had been opened. */
  public long sessionStart() {
    return session == null || !session.startKnown() ? Use.UNKNOWN : session.wallTime();
  }

  /** When the session before had been closed. */
  public long sessionEnd() {
    if (session == null || session.close() == Use.UNKNOWN) {
      return Use.UNKNOWN;
    }
    return session.startKnown()
        ? session.wallTime() + session.close() - session.start()
        : session.wallTime();
  }

  /** Which side closed the session before; null if that is not known. */
  public @Nullable ClosedBy sessionClosedBy() {
    return session == null ? null : session.closedBy();
  }

  /** Whether all of it is known: a session from its start to its close, then this connect. */
  public boolean whole() {
    return sessionStart() != Use.UNKNOWN
        && sessionEnd() != Use.UNKNOWN
        && connect.idle() != Use.UNKNOWN
        && !connect.idleAtMost();
  }
}

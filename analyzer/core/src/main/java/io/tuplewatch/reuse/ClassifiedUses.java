package io.tuplewatch.reuse;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.events.ClosedBy;
import java.util.AbstractList;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * Every use with a known start, classified, in order of wall time, in tables of numbers. As a list
 * it makes a new {@link ClassifiedUse} at every step: go through it with for-each, and keep what is
 * needed of a use, never all of them. The methods that take an index, that of a use in the order of
 * time, give single values without making anything. Immutable, thread-safe.
 */
public final class ClassifiedUses extends AbstractList<ClassifiedUse> implements RandomAccess {

  /** How many failures in a row {@link #lastConnected} steps back over. */
  private static final int MOST_STEPS = 1000;

  /** There is no previous use. */
  public static final long NO_PREVIOUS = PreviousUse.NO_ROW;

  /** Only the agent remembers the previous use. */
  public static final long REMEMBERED = -2;

  private final Uses uses;
  private final Classification classes;
  private final LongTable order;
  private final UseFacts facts;
  private final TimeoutRange sameFor;

  /** {@code order} holds the rows of the classified uses. */
  ClassifiedUses(Uses uses, Classification classes, LongTable order, TimeoutRange sameFor) {
    this.sameFor = sameFor;
    this.uses = uses;
    this.classes = classes;
    this.order = order;
    this.facts = UseFacts.of(uses, classes, order);
  }

  /** By which idle timeouts they are the same. */
  TimeoutRange sameFor() {
    return sameFor;
  }

  /** Gives the room of what was classified back; nothing must be asked afterward. */
  void release() {
    classes.release();
    facts.release();
  }

  @Override
  public int size() {
    return Math.toIntExact(order.size());
  }

  @Override
  public ClassifiedUse get(int index) {
    Objects.checkIndex(index, size());
    long row = row(index);
    Use use = uses.get((int) row);
    return new ClassifiedUse(
        use,
        classes.kind(row),
        previous(index, use.key()),
        classes.gap(row),
        classes.idle(row),
        classes.idleAtMost(row),
        classes.workedBefore(row),
        uses.historyBefore(row));
  }

  private @Nullable Use previous(int index, ReuseKey key) {
    long previous = previousRow(index);
    if (previous == REMEMBERED) {
      return uses.remembered(row(index));
    }
    return previous == NO_PREVIOUS ? null : uses.get(previous, key);
  }

  /**
   * The last use of the tuple before this one that connected: the session that a device on the path
   * can have kept. Null if none is known, or more than 1,000 failures lie between.
   */
  public @Nullable Use lastConnected(int index) {
    ReuseKey key = uses.key(destination(index), uses.localPort(row(index)));
    long row = row(index);
    for (int step = 0; step < MOST_STEPS; step++) {
      long use = classes.previous(row); // a PreviousUse
      long previous = PreviousUse.row(use);
      if (previous == row) { // it stands for what the agent remembers of the tuple
        Use remembered = uses.remembered(row);
        return remembered.connected() ? remembered : null;
      }
      if (previous == NO_PREVIOUS || PreviousUse.connected(use)) {
        return previous == NO_PREVIOUS ? null : uses.get(previous, key);
      }
      row = previous;
    }
    return null;
  }

  /** All uses; their numbers of destinations are those of {@link #destination}. */
  public Uses all() {
    return uses;
  }

  /** Equals {@link ClassifiedUse#kind}. */
  public UseKind kind(int index) {
    return facts.kind(index);
  }

  /** Equals {@link io.tuplewatch.connection.Use#wallTime}. */
  public long wallTime(int index) {
    return uses.wallTime(row(index));
  }

  /** Equals {@link io.tuplewatch.connection.Use#start}. */
  public long start(int index) {
    return uses.start(row(index));
  }

  /** Equals {@link io.tuplewatch.connection.ReuseKey#realm}. */
  public String realm(int index) {
    return uses.realm(destination(index));
  }

  /** Equals {@link io.tuplewatch.connection.Use#connectionNumber}. */
  public long number(int index) {
    return uses.number(row(index));
  }

  /** The uses at these indexes, in the order of the array; made anew at every step as well. */
  public List<ClassifiedUse> at(int[] indexes) {
    return new AbstractList<>() {
      @Override
      public int size() {
        return indexes.length;
      }

      @Override
      public ClassifiedUse get(int index) {
        return ClassifiedUses.this.get(indexes[index]);
      }
    };
  }

  /** Equals {@link io.tuplewatch.connection.Use#result}. */
  public AttemptResult result(int index) {
    return facts.result(index);
  }

  /** Equals {@link ClassifiedUse#workedBefore}. */
  public boolean workedBefore(int index) {
    return facts.workedBefore(index);
  }

  /** Equals {@link ClassifiedUse#failedEarlyReuse}. */
  public boolean failedEarlyReuse(int index) {
    return kind(index) == UseKind.EARLY_REUSE
        && workedBefore(index)
        && result(index) == AttemptResult.FAILED;
  }

  /** Equals {@link ClassifiedUse#idle}. */
  public long idle(int index) {
    return classes.idle(row(index));
  }

  /** Equals {@link ClassifiedUse#idleAtMost}. */
  public boolean idleAtMost(int index) {
    return classes.idleAtMost(row(index));
  }

  /**
   * The row of {@link ClassifiedUse#previous} among {@link #all}, 0 or more; {@link #NO_PREVIOUS}
   * or {@link #REMEMBERED}.
   */
  public long previousRow(int index) {
    long row = row(index);
    long previous = PreviousUse.row(classes.previous(row));
    // A use that names itself stands for what the agent remembers of its tuple.
    return previous == row ? REMEMBERED : previous;
  }

  /** Whether the previous use had connected; false without one. */
  public boolean previousConnected(int index) {
    return PreviousUse.connected(classes.previous(row(index)));
  }

  /**
   * When the previous use had started, ns; {@link io.tuplewatch.connection.Use#UNKNOWN} unless it
   * was recorded.
   */
  public long previousStart(int index) {
    return classes.previousStart(row(index));
  }

  /** Which side had closed the previous use; null if that is not known. */
  public @Nullable ClosedBy previousClosedBy(int index) {
    return PreviousUse.closedBy(classes.previous(row(index)));
  }

  /** Equals {@link ClassifiedUse#history}. */
  public long history(int index) {
    return uses.historyBefore(row(index));
  }

  /**
   * Whether no earlier use of its tuple is known, though there may be one that was not recorded;
   * false where the tuple itself is not known.
   */
  public boolean neverSeen(int index) {
    return facts.neverSeen(index);
  }

  /**
   * Whether its tuple's idle time is known, or that it was never seen before, and its previous use
   * had not failed: what tells of the effect of idle.
   */
  public boolean idleKnown(int index) {
    if (kind(index) == UseKind.OVERLAP || history(index) <= 0) {
      return false;
    }
    return neverSeen(index) || (previousConnected(index) && !idleAtMost(index));
  }

  /** Whether a connect worked and was answered at its second SYN or a later one. */
  public boolean answeredLate(int index) {
    return facts.syns(index) > 1;
  }

  /** At which SYN a connect that worked was answered: 1, 2, or 3 for all later ones; else 0. */
  public int synsAnswered(int index) {
    return facts.syns(index);
  }

  /** Equals {@link Uses#destination}. */
  public int destination(int index) {
    return facts.destination(index);
  }

  /** Equals {@link io.tuplewatch.connection.ConnectDetails#host}. */
  public @Nullable String host(int index) {
    return uses.host(row(index));
  }

  /** Equals {@link io.tuplewatch.connection.Use#jvmId}. */
  public long jvmId(int index) {
    return uses.jvmId(row(index));
  }

  /** The use's row among {@link #all}. */
  public long row(int index) {
    return order.get(index, 0);
  }
}

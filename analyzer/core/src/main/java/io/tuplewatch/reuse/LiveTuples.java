package io.tuplewatch.reuse;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.LocalAddresses;
import io.tuplewatch.connection.Use;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The pasts of the tuples of one JVM while it runs: says of each use, as its connect is seen, what
 * {@link ReuseDetector} will say of it when the recording is analyzed, by the same {@link
 * TupleHistory}. Uses come in the order in which their connects ended, and each close after its
 * connect. A close that comes late or not at all does no harm as long as the agent remembers it.
 *
 * <p>Bounded: of {@code most} tuples, about 300 bytes each, the longest unused is forgotten; the
 * agent's own memory of last uses stands in for it. Constant time per use. Not thread-safe.
 */
public final class LiveTuples {

  /** Rows of the one-use table that the history reads. */
  static final long EARLIER = 0;

  static final long CURRENT = 1;

  private static final int MOST_DESTINATIONS = 10_000;

  private final LiveUse current = new LiveUse();
  private final TupleHistory history;
  private final Classification result;
  private final Map<FourTuple, Past> pasts;
  private final Map<FourTuple, LocalSides> sides = new LongestUnusedForgotten<>(MOST_DESTINATIONS);

  /** A tuple's past, and its use that was seen last. */
  private static final class Past {
    final TuplePast tuple = new TuplePast();
    Use last;

    Past(Use last) {
      this.last = last;
    }

    boolean endsWith(Use use) {
      return last.connectionNumber() == use.connectionNumber() && last.jvmId() == use.jvmId();
    }

    /** Whether the tuple's next use was seen before this close. */
    boolean beganAgain(Use use) {
      return last.startKnown() && last.start() > use.close() - UseKind.OVERLAP_TOLERANCE_NANOS;
    }
  }

  /** The local addresses seen toward a destination: none, one, or several. */
  private static final class LocalSides {
    @Nullable String only;
    boolean several;
  }

  /** A map of bounded size. */
  private static final class LongestUnusedForgotten<K, V> extends LinkedHashMap<K, V> {
    private static final long serialVersionUID = 1;
    private final int most;

    LongestUnusedForgotten(int most) {
      super(16, 0.75f, true);
      this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
      return size() > most;
    }
  }

  /**
   * A JVM whose tuples have no past yet.
   *
   * @param firewallTimeout W, above 0 and below 292 years
   * @param most tuples remembered, 1 or more
   */
  public LiveTuples(Duration firewallTimeout, int most) {
    history = new TupleHistory(current, firewallTimeout.toNanos());
    result = new Classification(new Storage(0), CURRENT + 1);
    pasts = new LongestUnusedForgotten<>(most);
  }

  /**
   * Classifies a use whose connect has just ended.
   *
   * @param use its start known, its close not yet; its tuple as the agent recorded it
   * @param remembered the tuple's previous use as the agent remembers it; null if it does not
   * @param watched unbroken watching before the use, ns, 0 or more
   */
  public ClassifiedUse connect(Use use, @Nullable Remembered remembered, long watched) {
    FourTuple tuple = resolved(use.key().tuple());
    if (tuple == null) {
      result.setNotKnown(CURRENT);
      return classified(use, null, watched);
    }
    Past past = pasts.computeIfAbsent(tuple, t -> new Past(use));
    Use before = past.last;
    add(past, use, remembered, watched);
    return classified(use, before, watched);
  }

  /**
   * Takes the end of a connection, {@code use} with its close; its connect may not have been seen.
   */
  public void close(Use use) {
    FourTuple tuple = resolved(use.key().tuple());
    if (tuple == null) {
      return;
    }
    Past past = pasts.get(tuple);
    if (past == null) {
      add(pasts.computeIfAbsent(tuple, t -> new Past(use)), use, null, 0);
    } else if (past.endsWith(use)) {
      endLast(past, use);
    } else if (!past.beganAgain(use)) {
      add(past, use, null, 0);
    } // else the next use was seen before this close, and what the agent remembers with it
  }

  private void add(Past past, Use use, @Nullable Remembered remembered, long watched) {
    current.set(use, remembered, watched);
    history.add(past.tuple, CURRENT, result);
    past.last = use;
    past.tuple.previous = PreviousUse.of(EARLIER, use.connected(), use.closedBy());
  }

  /** The connect of this use was added without its close. */
  private static void endLast(Past past, Use use) {
    past.last = use;
    TuplePast tuple = past.tuple;
    tuple.previous = PreviousUse.of(EARLIER, true, use.closedBy());
    tuple.freeFrom = Math.max(tuple.freeFrom, use.close());
    tuple.lastPacket = Math.max(tuple.lastPacket, use.close());
    tuple.atLeast = false;
  }

  private ClassifiedUse classified(Use use, @Nullable Use before, long watched) {
    long previous = PreviousUse.row(result.previous(CURRENT));
    @Nullable Use named = previous == EARLIER ? before : null;
    return new ClassifiedUse(
        use,
        result.kind(CURRENT),
        previous == CURRENT ? current.rememberedUse() : named,
        result.gap(CURRENT),
        result.idle(CURRENT),
        result.idleAtMost(CURRENT),
        result.workedBefore(CURRENT),
        watched);
  }

  /**
   * One name for a tuple whose local address is missing in some of its uses: toward a destination
   * with one local address it is left out.
   *
   * @return null if the local address is missing and can have been one of several
   */
  private @Nullable FourTuple resolved(FourTuple tuple) {
    String remote = tuple.remoteAddress();
    LocalSides local =
        sides.computeIfAbsent(
            new FourTuple(null, 0, remote, tuple.remotePort()), d -> new LocalSides());
    String address = tuple.localAddress();
    if (LocalAddresses.isWildcard(address)) {
      return local.several
          ? null
          : new FourTuple(null, tuple.localPort(), remote, tuple.remotePort());
    }
    if (local.only == null) {
      local.only = address;
    }
    boolean first = address != null && address.equals(local.only);
    local.several |= !first;
    return new FourTuple(first ? null : address, tuple.localPort(), remote, tuple.remotePort());
  }
}

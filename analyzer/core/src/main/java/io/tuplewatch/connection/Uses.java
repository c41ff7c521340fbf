package io.tuplewatch.connection;

import io.tuplewatch.columns.Storage;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * All uses of four-tuples, in tables of numbers. As a list it makes a new {@link Use} at every
 * step: go through it with for-each, and keep what is needed of a use, never all of them. The
 * methods that take a row give single values without making anything. Immutable, thread-safe.
 *
 * <p>At most 2^31 - 1 uses.
 */
public final class Uses extends AbstractList<Use> implements RandomAccess, UseValues {

  private final ConnectionRows rows;
  private final Shares shares;
  private final TupleSides sides;
  private final Dictionary dictionary;
  private final Storage storage;
  private final boolean everyStartKnown;

  /** {@code everyStartKnown}: no use is a close without its connect. */
  Uses(
      ConnectionRows rows,
      Shares shares,
      TupleSides sides,
      Dictionary dictionary,
      Storage storage,
      boolean everyStartKnown) {
    this.rows = rows;
    this.shares = shares;
    this.sides = sides;
    this.dictionary = dictionary;
    this.storage = storage;
    this.everyStartKnown = everyStartKnown;
  }

  @Override
  public int size() {
    return Math.toIntExact(rows.size());
  }

  @Override
  public Use get(int index) {
    Objects.checkIndex(index, size());
    return get(index, sides.key(destination(index), localPort(index)));
  }

  /** Does the same, of a use whose key is at hand. */
  public Use get(long row, ReuseKey key) {
    return new Use(
        key,
        jvmId(row),
        number(row),
        start(row),
        attemptEnd(row),
        close(row),
        wallTime(row),
        outcome(row),
        rows.closedBy(row),
        synSettings(row),
        dictionary.details(rows, row));
  }

  @Override
  public long rememberedEnd(long row) {
    return rows.hasRemembered(row) ? start(row) - rows.sinceRemembered(row) : Use.UNKNOWN;
  }

  @Override
  public boolean rememberedConnected(long row) {
    return rows.rememberedOutcome(row) == Outcome.CONNECTED;
  }

  @Override
  public @Nullable ClosedBy rememberedClosedBy(long row) {
    return rows.rememberedClosedBy(row);
  }

  @Override
  public long sinceRememberedConnected(long row) {
    return rows.sinceRememberedConnected(row);
  }

  /**
   * That use, as far as it is known: its end, its outcome and its closing side. Its connection
   * number is {@link Use#NOT_RECORDED}.
   */
  public Use remembered(long row) {
    long end = rememberedEnd(row);
    boolean connected = rememberedConnected(row);
    return new Use(
        sides.key(destination(row), localPort(row)),
        jvmId(row),
        Use.NOT_RECORDED,
        connected ? Use.UNKNOWN : end,
        connected ? Use.UNKNOWN : end,
        connected ? end : Use.UNKNOWN,
        wallTime(row) - rows.sinceRemembered(row),
        connected ? null : rows.rememberedOutcome(row),
        rows.rememberedClosedBy(row),
        synSettings(row),
        dictionary.details(rows, row));
  }

  /** Room for tables that are as long as this one. */
  public Storage storage() {
    return storage;
  }

  /** Whether the start of every use is known. */
  public boolean everyStartKnown() {
    return everyStartKnown;
  }

  /** Equals {@link Use#startKnown}. */
  public boolean startKnown(long row) {
    return rows.connectShare(row) >= 0;
  }

  @Override
  public long start(long row) {
    return rows.start(row);
  }

  @Override
  public long attemptEnd(long row) {
    return rows.end(row);
  }

  @Override
  public long close(long row) {
    return rows.close(row);
  }

  /** Equals {@link Use#wallTime}. */
  public long wallTime(long row) {
    int share = rows.connectShare(row);
    return share >= 0
        ? shares.wallTime(share, start(row))
        : shares.wallTime(rows.closeShare(row), close(row));
  }

  /** Equals {@link Use#pendingNanos}. */
  public long pendingNanos(long row) {
    return startKnown(row) ? attemptEnd(row) - start(row) : 0;
  }

  @Override
  public @Nullable Outcome outcome(long row) {
    return rows.outcome(row);
  }

  @Override
  public @Nullable ClosedBy closedBy(long row) {
    return rows.closedBy(row);
  }

  /** Equals {@link Use#result}. */
  public AttemptResult result(long row) {
    Outcome outcome = outcome(row);
    return outcome == null
        ? AttemptResult.WORKED
        : AttemptResult.of(outcome, pendingNanos(row), true);
  }

  /** Equals {@link Use#jvmId}. */
  public long jvmId(long row) {
    return shares.jvmId(share(row));
  }

  /** Equals {@link Use#connectionNumber}. */
  public long number(long row) {
    return rows.number(row);
  }

  @Override
  public SynSettings synSettings(long row) {
    return shares.synSettings(share(row));
  }

  /** Source port. */
  public int localPort(long row) {
    return rows.localPort(row);
  }

  /** How many different destinations there may be; see {@link #destination}. */
  public int destinations() {
    return sides.size();
  }

  /** All of the use's {@link ReuseKey} but the source port, as a number from 0. */
  public int destination(long row) {
    return sides.shared(rows.path(row));
  }

  /**
   * The same within the network namespace, which is what source ports are selected for: a number
   * below {@link #destinations} too, and the same one unless namespaces share their addresses.
   */
  public int namespaceDestination(long row) {
    return sides.resolved(rows.path(row));
  }

  /** The tuple of such a number and a source port; its realm is the network namespace. */
  public ReuseKey namespaceKey(int namespaceDestination, int localPort) {
    return sides.namespaceKey(namespaceDestination, localPort);
  }

  /** The network namespace of a use, or the JVM where that is not known. */
  public String namespace(long row) {
    return sides.namespace(rows.path(row));
  }

  /** The reuse key of a destination and a source port. */
  public ReuseKey key(int destination, int localPort) {
    return sides.key(destination, localPort);
  }

  /** The realm of a destination. */
  public String realm(int destination) {
    return sides.realm(destination);
  }

  /** Equals {@link FourTuple#known}. */
  public boolean tupleKnown(int destination) {
    return sides.known(destination);
  }

  /** Equals {@link ConnectDetails#host}. */
  public @Nullable String host(long row) {
    return dictionary.names().get(rows.host(row));
  }

  /** Number of the name of the line of code that a connect came from. */
  public int callSite(long row) {
    return dictionary.callSite(rows.site(row));
  }

  /** Equals {@link ConnectDetails#threadPool}. */
  public @Nullable String threadPool(long row) {
    return dictionary.names().get(dictionary.threadPool(rows.site(row)));
  }

  /** The line with such a number; as {@link ConnectDetails#callSite}. */
  public @Nullable String callSiteName(int callSite) {
    return dictionary.names().get(callSite);
  }

  /** Equals {@link ConnectDetails#bound}. */
  public boolean bound(long row) {
    return rows.bound(row);
  }

  @Override
  public long historyBefore(long row) {
    return startKnown(row) ? shares.jvm(share(row)).recorded().unbrokenBefore(start(row)) : 0;
  }

  private int share(long row) {
    int share = rows.connectShare(row);
    return share >= 0 ? share : rows.closeShare(row);
  }
}

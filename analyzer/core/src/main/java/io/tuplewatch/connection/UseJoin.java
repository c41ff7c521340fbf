package io.tuplewatch.connection;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Connects and closes to uses, once all chunks are known. Not thread-safe. */
final class UseJoin {

  private final LongFunction<JvmHistory> histories;
  private final Quality quality;
  private final List<Use> uses = new ArrayList<>();
  private final Map<AttemptResult, Long> withoutTuple = new EnumMap<>(AttemptResult.class);
  private final LocalAddresses localAddresses = new LocalAddresses();

  UseJoin(LongFunction<JvmHistory> histories, Quality quality) {
    this.histories = histories;
    this.quality = quality;
  }

  void add(Connection connection) {
    ConnectEvent connect = connection.connect();
    CloseEvent close = connection.close();
    if (connect != null) {
      addConnect(connect, connection);
    } else if (close != null) {
      addLoneClose(close, connection.closeChunk());
    }
  }

  /** The uses, wildcard local addresses resolved. */
  List<Use> uses() {
    return uses.stream().map(this::resolved).toList();
  }

  /** Attempts that used no tuple, counted by result. */
  Map<AttemptResult, Long> withoutTuple() {
    return withoutTuple;
  }

  private void addConnect(ConnectEvent connect, Connection connection) {
    JvmHistory jvm = histories.apply(connect.jvmId());
    long chunk = connection.connectChunk();
    long start = monotonic(jvm, chunk, connect.start());
    long attemptEnd = jvm.monotonic(chunk, connect.end());
    CloseEvent closeEvent = connection.close();
    long close =
        closeEvent == null
            ? Use.UNKNOWN
            : monotonic(jvm, connection.closeChunk(), closeEvent.time());
    Outcome outcome = outcome(connect.outcome());
    if (!AttemptResult.isUse(outcome, connect.localPort())) {
      withoutTuple.merge(AttemptResult.of(outcome, attemptEnd - start, false), 1L, Long::sum);
      return;
    }
    if (outcome == Outcome.CONNECTED && closeEvent == null) {
      quality.add(QualityCounter.CONNECTIONS_WITHOUT_CLOSE);
    }
    addUse(
        new Use(
            key(
                jvm.realm(chunk),
                connect.localAddress(),
                connect.localPort(),
                connect.address(),
                connect.port()),
            connect.jvmId(),
            connect.connectionId(),
            start,
            attemptEnd,
            close,
            connect.start(),
            outcome,
            closeEvent == null ? null : closedBy(closeEvent.closedBy()),
            SynSettings.of(jvm.at(chunk)),
            details(connect)));
  }

  private void addLoneClose(CloseEvent close, long chunk) {
    quality.add(QualityCounter.CLOSES_WITHOUT_CONNECT);
    JvmHistory jvm = histories.apply(close.jvmId());
    addUse(
        new Use(
            key(
                jvm.realm(chunk),
                close.localAddress(),
                close.localPort(),
                close.address(),
                close.port()),
            close.jvmId(),
            close.connectionId(),
            Use.UNKNOWN,
            Use.UNKNOWN,
            monotonic(jvm, chunk, close.time()),
            close.time(),
            null,
            closedBy(close.closedBy()),
            SynSettings.of(jvm.at(chunk)),
            new ConnectDetails(close.host(), false, null, 0, null, null, null)));
  }

  private void addUse(Use use) {
    uses.add(use);
    localAddresses.add(use.key());
  }

  private long monotonic(JvmHistory jvm, long chunk, long wallTime) {
    if (!jvm.hasClockOffset()) {
      quality.add(QualityCounter.EVENTS_WITHOUT_CLOCK_OFFSET);
    }
    return jvm.monotonic(chunk, wallTime);
  }

  private Use resolved(Use use) {
    if (!LocalAddresses.isWildcard(use.key().tuple().localAddress())) {
      return use;
    }
    Set<String> candidates = localAddresses.candidates(use.key());
    if (candidates.isEmpty()) {
      return use;
    }
    if (candidates.size() == 1) {
      return use.from(candidates.iterator().next());
    }
    quality.add(QualityCounter.AMBIGUOUS_LOCAL_ADDRESSES);
    return use.from(null);
  }

  private static ReuseKey key(
      String realm,
      @Nullable String localAddress,
      int localPort,
      @Nullable String remoteAddress,
      int remotePort) {
    String remote = remoteAddress == null ? "" : remoteAddress; // never null: checked on entry
    String local =
        localAddress == null || LocalAddresses.isWildcard(localAddress)
            ? LocalAddresses.wildcardToward(remote)
            : localAddress;
    return new ReuseKey(realm, new FourTuple(local, localPort, remote, remotePort));
  }

  private Outcome outcome(@Nullable String recorded) {
    for (Outcome outcome : Outcome.values()) {
      if (outcome.name().equals(recorded)) {
        return outcome;
      }
    }
    quality.add(QualityCounter.UNKNOWN_OUTCOMES);
    return Outcome.FAILED;
  }

  private static ClosedBy closedBy(@Nullable String recorded) {
    for (ClosedBy closedBy : ClosedBy.values()) {
      if (closedBy.name().equals(recorded)) {
        return closedBy;
      }
    }
    return ClosedBy.UNKNOWN;
  }

  private static ConnectDetails details(ConnectEvent connect) {
    return new ConnectDetails(
        connect.host(),
        connect.bound(),
        connect.api(),
        connect.timeoutMillis(),
        connect.exceptionClass(),
        connect.exceptionMessage(),
        connect.callSite());
  }
}

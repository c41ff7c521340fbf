package io.tuplewatch.agent.boot;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/** The flight recorder. Only loaded where there is JFR. Stateless. */
final class FlightRecorderSink extends EventSink {

  static final FlightRecorderSink INSTANCE = new FlightRecorderSink();

  private FlightRecorderSink() {}

  @Override
  Object begin() {
    SocketConnect event = new SocketConnect();
    event.begin();
    return event;
  }

  @Override
  @Hidden
  @HideFrame
  void connect(
      Object begun,
      SocketEvents socket,
      Outcome outcome,
      @Nullable Throwable thrown,
      @Nullable LastUse previous) {
    SocketConnect event = (SocketConnect) begun;
    event.end();
    if (!event.shouldCommit()) {
      return;
    }
    event.jvmId = socket.jvmId();
    event.connectionId = socket.connectionId();
    event.host = socket.host();
    event.address = socket.address();
    event.port = socket.port();
    event.localAddress = socket.localAddress();
    event.localPort = socket.localPort();
    event.bound = socket.isBound();
    event.outcome = outcome.name();
    event.timeout = socket.timeoutMillis();
    event.api = socket.api().name();
    if (thrown != null) {
      event.exceptionClass = thrown.getClass().getName();
      event.exceptionMessage = message(thrown);
    }
    setPreviousUse(event, socket, previous);
    event.commit();
  }

  private static void setPreviousUse(
      SocketConnect event, SocketEvents socket, @Nullable LastUse previous) {
    if (previous == null) {
      event.sincePreviousUse = LastUse.UNKNOWN;
      event.sinceConnectedUse = LastUse.UNKNOWN;
      return;
    }
    ClosedBy closedBy = previous.closedBy();
    event.sincePreviousUse = previous.since(socket.startedAt());
    event.previousOutcome = previous.outcome().name();
    event.previousClosedBy = closedBy == null ? null : closedBy.name();
    event.sinceConnectedUse = previous.sinceConnected(socket.startedAt());
  }

  @Override
  void close(SocketEvents socket, ClosedBy closedBy, long lifetime) {
    SocketClose event = new SocketClose();
    if (!event.shouldCommit()) {
      return;
    }
    event.jvmId = socket.jvmId();
    event.connectionId = socket.connectionId();
    event.host = socket.host();
    event.address = socket.address();
    event.port = socket.port();
    event.localAddress = socket.localAddress();
    event.localPort = socket.localPort();
    event.lifetime = lifetime;
    event.closedBy = closedBy.name();
    event.commit();
  }
}

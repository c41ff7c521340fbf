package io.tuplewatch.probe;

import io.tuplewatch.events.Api;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The events of one connection, as the agent writes them, so that a recording can be analyzed. */
final class ProbeEvents {

  private static final String JVM_ID = JvmId.text(new SecureRandom().nextLong());
  private static final AtomicLong CONNECTIONS = new AtomicLong();

  private final long connectionId = CONNECTIONS.incrementAndGet();
  private final InetSocketAddress destination;
  private final int sourcePort;
  private final SocketConnect connect = new SocketConnect();
  private @Nullable String localAddress;
  private long connectedAt;

  ProbeEvents(InetSocketAddress destination, int sourcePort) {
    this.destination = destination;
    this.sourcePort = sourcePort;
  }

  void begin() {
    connect.begin();
  }

  /**
   * The attempt ended.
   *
   * @param failure null if it connected
   */
  void connect(Socket socket, Outcome outcome, @Nullable IOException failure) {
    connect.end();
    connectedAt = System.nanoTime();
    InetAddress local = socket.getLocalAddress();
    localAddress = local.getHostAddress();
    connect.jvmId = JVM_ID;
    connect.connectionId = connectionId;
    connect.host = destination.getHostString();
    connect.address = destination.getAddress().getHostAddress();
    connect.port = destination.getPort();
    connect.localAddress = localAddress;
    connect.localPort = outcome == Outcome.ADDRESS_NOT_AVAILABLE ? 0 : sourcePort;
    connect.bound = true;
    connect.outcome = outcome.name();
    connect.api = Api.SOCKET.name();
    connect.sincePreviousUse = Long.MAX_VALUE;
    connect.sinceConnectedUse = Long.MAX_VALUE;
    if (failure != null) {
      connect.exceptionClass = failure.getClass().getName();
      connect.exceptionMessage = failure.getMessage();
    }
    connect.commit();
  }

  void close(ClosedBy closedBy) {
    SocketClose close = new SocketClose();
    close.jvmId = JVM_ID;
    close.connectionId = connectionId;
    close.host = connect.host;
    close.address = connect.address;
    close.port = connect.port;
    close.localAddress = localAddress;
    close.localPort = sourcePort;
    close.lifetime = System.nanoTime() - connectedAt;
    close.closedBy = closedBy.name();
    close.commit();
  }
}

package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Api;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Writes the two events of one socket. Holds what the application asked for; what the kernel is
 * asked for, and says, comes with the calls. Confined to the monitor of its {@link TrackedSocket}.
 */
final class SocketEvents {

  private static final int LONGEST_MESSAGE = 256;

  private final long connectionId;
  private final @Nullable String givenHost;
  private final long timeoutMillis;
  private final boolean bound;
  private final Api api;

  private @Nullable SocketConnect connect = new SocketConnect();
  private @Nullable String address;
  private int port;
  private @Nullable String localAddress;
  private int localPort;
  private boolean wholeLocalAddress;
  private long connectedAt;

  /**
   * @param remote as the application gave it; only its name is kept, since its class may be the
   *     application's own
   */
  SocketEvents(
      long connectionId, InetSocketAddress remote, long timeoutMillis, boolean bound, Api api) {
    this.connectionId = connectionId;
    this.givenHost = remote.getHostString();
    this.timeoutMillis = timeoutMillis;
    this.bound = bound;
    this.api = api;
  }

  /** Whether the application's own timeout has passed, with which it may close the socket. */
  boolean hasTimedOut(long nanos) {
    return timeoutMillis > 0 && nanos >= timeoutMillis * 1000000L;
  }

  /** The kernel is about to be asked for a connection to this address and port. */
  void begin(InetAddress remote, int remotePort) {
    address = literal(remote);
    port = remotePort;
    if (connect != null) {
      connect.begin();
    }
  }

  /**
   * What getsockname(2) said. In the midst of a connect it may know the port before the address.
   */
  void assigned(InetSocketAddress local) {
    InetAddress ip = local.getAddress();
    localAddress = ip == null ? null : literal(ip);
    localPort = local.getPort();
    wholeLocalAddress = localPort != 0 && ip != null && !ip.isAnyLocalAddress();
  }

  void forgetLocalAddress() {
    localAddress = null;
    localPort = 0;
  }

  boolean hasWholeLocalAddress() {
    return wholeLocalAddress;
  }

  /** 0 if none is known. */
  int localPort() {
    return localPort;
  }

  /** Writes the connect event, once. */
  void end(Outcome outcome, @Nullable Throwable thrown) {
    SocketConnect event = connect;
    connect = null;
    connectedAt = System.nanoTime();
    if (event == null) {
      return;
    }
    event.end();
    if (!event.shouldCommit()) {
      return;
    }
    event.jvmId = SocketHooks.JVM_ID;
    event.connectionId = connectionId;
    event.host = host();
    event.address = address;
    event.port = port;
    event.localAddress = localAddress;
    event.localPort = localPort;
    event.bound = bound;
    event.outcome = outcome.name();
    event.timeout = timeoutMillis;
    event.api = api.name();
    if (thrown != null) {
      event.exceptionClass = thrown.getClass().getName();
      event.exceptionMessage = cut(thrown.getMessage());
    }
    event.commit();
  }

  /** Writes the close event. */
  void close(ClosedBy closedBy) {
    SocketClose event = new SocketClose();
    if (!event.shouldCommit()) {
      return;
    }
    event.jvmId = SocketHooks.JVM_ID;
    event.connectionId = connectionId;
    event.host = host();
    event.address = address;
    event.port = port;
    event.localAddress = localAddress;
    event.localPort = localPort;
    event.lifetime = System.nanoTime() - connectedAt;
    event.closedBy = closedBy.name();
    event.commit();
  }

  /** The name the application gave, or null if it gave an address. */
  private @Nullable String host() {
    return givenHost == null || givenHost.equals(address) ? null : givenHost;
  }

  /**
   * One spelling per address: no zone (a firewall sees none) but for link-local addresses, which
   * mean nothing without; theirs is numeric, as the kernel's.
   */
  private static String literal(InetAddress ip) {
    String text = ip.getHostAddress();
    int zone = text.indexOf('%');
    if (zone < 0) {
      return text;
    }
    String bare = text.substring(0, zone);
    return ip.isLinkLocalAddress() && ip instanceof Inet6Address
        ? bare + "%" + ((Inet6Address) ip).getScopeId()
        : bare;
  }

  private static @Nullable String cut(@Nullable String message) {
    return message == null || message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE);
  }
}

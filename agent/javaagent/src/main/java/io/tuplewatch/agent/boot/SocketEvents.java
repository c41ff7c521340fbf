package io.tuplewatch.agent.boot;

import io.tuplewatch.agent.options.WrittenEvents;
import io.tuplewatch.events.Api;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one socket, and when its two events are written. Holds what the application
 * asked for; what the kernel is asked for, and says, comes with the calls. Confined to the monitor
 * of its {@link TrackedSocket}.
 */
final class SocketEvents {

  private static final AddressTexts ADDRESSES = new AddressTexts();

  private final Attachment attachment;
  private final EventSink sink;
  private final long connectionId;
  private final @Nullable String givenHost;
  private final long timeoutMillis;
  private final Api api;

  private boolean bound;

  private @Nullable Object begun;
  private boolean written;
  private String address = "";
  private int port;
  private @Nullable String localAddress;
  private int localPort;
  private boolean wholeLocalAddress;
  private long startedAt;
  private long connectedAt;

  /**
   * @param remote as the application gave it; only its name is kept, since its class may be the
   *     application's own
   */
  SocketEvents(
      Attachment attachment,
      EventSink sink,
      long connectionId,
      InetSocketAddress remote,
      long timeoutMillis,
      boolean bound,
      Api api) {
    this.attachment = attachment;
    this.sink = sink;
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
  void begin(InetAddress remote, int remotePort, long now) {
    address = ADDRESSES.text(remote);
    port = remotePort;
    startedAt = now;
    if (attachment.options().includes(host(), remote, remotePort)) {
      begun = sink.begin();
    }
  }

  /**
   * What getsockname(2) said. In the midst of a connect it may know the port before the address.
   */
  void assigned(InetSocketAddress local) {
    InetAddress ip = local.getAddress();
    localAddress = ip == null ? null : ADDRESSES.text(ip);
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

  /** The attempt has ended: remembers its use and writes the connect event, if it is wanted. */
  @Hidden
  @HideFrame
  void end(Outcome outcome, @Nullable Throwable thrown) {
    connectedAt = System.nanoTime();
    if (begun == null) {
      return;
    }
    attachment.countConnect();
    if (outcome != Outcome.CONNECTED) {
      attachment.countFailure();
    }
    LastUses lastUses = attachment.lastUses();
    LastUse previous = localPort == 0 ? null : lastUses.find(tuple(lastUses));
    boolean failedAfterSyn = outcome != Outcome.CONNECTED && outcome != Outcome.TUPLE_IN_USE;
    if (failedAfterSyn && localPort != 0) {
      lastUses.put(tuple(lastUses), connectedAt, outcome, null);
    }
    boolean early =
        previous != null && previous.since(startedAt) < attachment.options().firewallTimeoutNanos();
    if (early || outcome != Outcome.CONNECTED) {
      attachment
          .reuseCounts()
          .add(this, outcome, failed(outcome), early, early && workedLately(previous));
    }
    if (isWanted(outcome, previous != null, early)) {
      written = true;
      sink.connect(begun, this, outcome, thrown, previous);
    }
  }

  /** As the analyzer judges it. */
  private boolean failed(Outcome outcome) {
    return localPort != 0 && outcome.isFailure(connectedAt - startedAt);
  }

  private boolean workedLately(@Nullable LastUse previous) {
    return previous != null
        && previous.sinceConnected(startedAt) < attachment.options().firewallTimeoutNanos();
  }

  private boolean isWanted(Outcome outcome, boolean remembered, boolean early) {
    WrittenEvents events = attachment.options().events();
    if (events == WrittenEvents.ALL) {
      return true;
    }
    boolean failed = outcome != Outcome.CONNECTED;
    attachment.tallies().add(address, port, failed, remembered, early);
    return failed || (early && events == WrittenEvents.SUSPICIOUS);
  }

  /** The connection ends: remembers its use and writes the close event, if it is wanted. */
  void close(ClosedBy closedBy) {
    if (begun == null) {
      return;
    }
    attachment.countClose();
    long now = System.nanoTime();
    LastUses lastUses = attachment.lastUses();
    lastUses.put(tuple(lastUses), now, Outcome.CONNECTED, closedBy);
    if (written && attachment.options().writesCloses()) {
      sink.close(this, closedBy, now - connectedAt);
    }
  }

  /** A socket the application bound may have any of the host's addresses, the others have one. */
  private long tuple(LastUses lastUses) {
    return lastUses.key(bound ? localAddress : null, localPort, address, port);
  }

  String jvmId() {
    return attachment.jvmId();
  }

  long connectionId() {
    return connectionId;
  }

  String address() {
    return address;
  }

  int port() {
    return port;
  }

  @Nullable String localAddress() {
    return localAddress;
  }

  /** 0 if none is known. */
  int localPort() {
    return localPort;
  }

  /** Whether the socket had a port before it connected. */
  boolean isBound() {
    return bound;
  }

  void setBound(boolean hasPort) {
    bound = hasPort;
  }

  /** Whether the application has left the kernel nothing to choose: a port, and an address. */
  boolean hasTuple() {
    return bound && (wholeLocalAddress || isIpv4());
  }

  private boolean isIpv4() {
    return address.indexOf(':') < 0;
  }

  /** Whether the remote address, link-local, does not say on which link. */
  boolean isScopeMissing() {
    return address.startsWith("fe")
        && "89ab".indexOf(address.charAt(2)) >= 0
        && address.indexOf(':') == 4
        && address.indexOf('%') < 0;
  }

  long timeoutMillis() {
    return timeoutMillis;
  }

  Api api() {
    return api;
  }

  /** {@link System#nanoTime} just before the kernel was called. */
  long startedAt() {
    return startedAt;
  }

  /** The name the application gave, or null if it gave an address. */
  @Nullable String host() {
    return givenHost == null || givenHost.equals(address) ? null : givenHost;
  }
}

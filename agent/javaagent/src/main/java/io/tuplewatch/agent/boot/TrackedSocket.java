package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Api;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.FileDescriptor;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * One socket from its connect attempt to its close, and its own weak key in {@link TrackedSockets}.
 * Writes exactly one {@link SocketConnect} per attempt that reached the kernel, and exactly one
 * {@link SocketClose} if it connected.
 *
 * <p>Connecting, completing and closing can run on three threads at once, so every transition holds
 * this object's monitor, which no other socket shares and nothing blocks in. The rule that makes
 * the races harmless: while a JDK call that decides the attempt is in progress ({@link
 * #enterCall}), a close only leaves its mark, and the call reports when it returns.
 *
 * <p>After the JDK's pre-close the descriptor names another, unconnected socket, of which the
 * kernel reports a meaningless local address without an error. So the address is read only before.
 */
final class TrackedSocket extends WeakReference<Object> {

  private enum State {
    PENDING,
    CONNECTED,
    DONE
  }

  private static final int LONGEST_MESSAGE = 256;

  private final int hash;
  private final long connectionId;
  private final InetSocketAddress remote;
  private final long timeoutMillis;
  private final boolean bound;
  private final Api api;

  private State state = State.PENDING;
  private @Nullable SocketConnect connectEvent = new SocketConnect();
  private int callsInProgress = 1;
  private boolean reachedKernel;
  private boolean descriptorClosing;
  private long kernelEnteredAt;
  private long connectedAt;
  private @Nullable InetSocketAddress local;
  private @Nullable ClosedBy closingSide;

  /** An attempt whose connect call has just been entered. */
  TrackedSocket(
      Object descriptor,
      ReferenceQueue<Object> dropped,
      long connectionId,
      InetSocketAddress remote,
      long timeoutMillis,
      boolean bound,
      Api api) {
    super(descriptor, dropped);
    this.hash = System.identityHashCode(descriptor);
    this.connectionId = connectionId;
    this.remote = remote;
    this.timeoutMillis = timeoutMillis;
    this.bound = bound;
    this.api = api;
  }

  /** The kernel's connect() is about to be called. */
  synchronized void enterKernel() {
    SocketConnect event = connectEvent;
    if (descriptorClosing || reachedKernel || event == null) {
      return;
    }
    reachedKernel = true;
    kernelEnteredAt = System.nanoTime();
    event.begin();
  }

  /** The kernel's connect() has returned or failed; the descriptor is still open. */
  synchronized void leaveKernel(FileDescriptor fd) {
    readLocalAddress(fd);
  }

  /** A JDK call that may decide a pending attempt begins; false if there is nothing to decide. */
  synchronized boolean enterCall() {
    if (state != State.PENDING) {
      return false;
    }
    callsInProgress++;
    return true;
  }

  /**
   * A JDK call that may decide the attempt returns.
   *
   * @param connected true if it returned with the connection established
   * @param thrown what it threw instead, or null
   * @return true if nothing more is to come from this socket
   */
  synchronized boolean leaveCall(boolean connected, @Nullable Throwable thrown) {
    callsInProgress--;
    if (state != State.PENDING) {
      return state == State.DONE;
    }
    if (thrown != null) {
      if (reachedKernel) {
        commitConnect(OutcomeClassifier.classify(thrown, sinceKernelEntered()), thrown);
      }
      state = State.DONE;
    } else if (connected) {
      state = State.CONNECTED;
      connectedAt = System.nanoTime();
      commitConnect(Outcome.CONNECTED, null);
      if (descriptorClosing) {
        commitClose();
      }
    } else if (descriptorClosing && callsInProgress == 0) {
      commitConnect(Outcome.CLOSED, null);
      state = State.DONE;
    }
    return state == State.DONE;
  }

  /**
   * This side may be about to send its FIN while the descriptor stays open: a half-close, or a
   * close, which the JDK begins by shutting the output down. The closing side shows only now: once
   * our FIN is out, the peer's FIN follows and would look like the first, or like a reset.
   */
  synchronized void beforeFin(FileDescriptor fd) {
    if (state == State.CONNECTED && !descriptorClosing && closingSide == null) {
      closingSide = Descriptors.closingSide(fd);
    }
  }

  /**
   * The descriptor is about to be closed or pre-closed.
   *
   * @return true if nothing more is to come from this socket
   */
  synchronized boolean enterClose(FileDescriptor fd) {
    if (!descriptorClosing) {
      readLocalAddress(fd);
      if (closingSide == null) {
        closingSide = Descriptors.closingSide(fd);
      }
      descriptorClosing = true;
    }
    if (state == State.CONNECTED) {
      commitClose();
    } else if (state == State.PENDING && callsInProgress == 0) {
      commitConnect(Outcome.CLOSED, null);
      state = State.DONE;
    }
    return state == State.DONE;
  }

  private void readLocalAddress(FileDescriptor fd) {
    InetSocketAddress known = local;
    if (reachedKernel && !descriptorClosing && (known == null || known.getPort() == 0)) {
      local = Descriptors.localAddress(fd);
    }
  }

  private long sinceKernelEntered() {
    return System.nanoTime() - kernelEnteredAt;
  }

  private void commitConnect(Outcome outcome, @Nullable Throwable thrown) {
    SocketConnect event = connectEvent;
    connectEvent = null;
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
    event.address = literal(remote);
    event.port = remote.getPort();
    event.localAddress = literal(local);
    event.localPort = port(local);
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

  private void commitClose() {
    state = State.DONE;
    SocketClose event = new SocketClose();
    if (!event.shouldCommit()) {
      return;
    }
    event.jvmId = SocketHooks.JVM_ID;
    event.connectionId = connectionId;
    event.host = host();
    event.address = literal(remote);
    event.port = remote.getPort();
    event.localAddress = literal(local);
    event.localPort = port(local);
    event.lifetime = System.nanoTime() - connectedAt;
    event.closedBy = (closingSide == null ? ClosedBy.UNKNOWN : closingSide).name();
    event.commit();
  }

  /** The name the application gave, or null if it gave an address; never looks anything up. */
  private @Nullable String host() {
    String given = remote.getHostString();
    return given == null || given.equals(literal(remote)) ? null : given;
  }

  private static @Nullable String literal(@Nullable InetSocketAddress address) {
    InetAddress ip = address == null ? null : address.getAddress();
    return ip == null ? null : ip.getHostAddress();
  }

  private static int port(@Nullable InetSocketAddress address) {
    return address == null ? 0 : address.getPort();
  }

  private static @Nullable String cut(@Nullable String message) {
    return message == null || message.length() <= LONGEST_MESSAGE
        ? message
        : message.substring(0, LONGEST_MESSAGE);
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    if (this == other) {
      return true;
    }
    Object mine = get();
    return mine != null && other instanceof TrackedSocket && ((TrackedSocket) other).get() == mine;
  }
}

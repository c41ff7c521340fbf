package io.tuplewatch.agent.boot;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import java.io.FileDescriptor;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import jdk.internal.vm.annotation.Hidden;
import org.jspecify.annotations.Nullable;

/**
 * One socket from its connect attempt to its close, and its own weak key in {@link TrackedSockets}.
 * Has exactly one connect event written per attempt that reached the kernel, and exactly one close
 * event if it connected.
 *
 * <p>Connecting, completing and closing can run on three threads at once, so every transition holds
 * this object's monitor, which no other socket shares and nothing blocks in. The rule that makes
 * the races harmless: while a JDK call that decides the attempt is in progress ({@link
 * #enterCall}), a close only leaves its mark, and the call reports when it returns.
 *
 * <p>The JDK asks for the local address of what has connected, and its answer is taken. Others are
 * read here: a failed attempt's when its close begins or its exception comes. After the JDK's
 * pre-close the descriptor names another, unconnected socket, of which the kernel reports a
 * meaningless local address without an error. So unless it has just connected and no close was
 * entered, the descriptor is asked afterwards whether it is a TCP socket still. One window of
 * microseconds stays: a pre-close by another thread between the sending of the SYN and the reading
 * leaves port 0.
 */
final class TrackedSocket extends WeakReference<Object> {

  private enum State {
    PENDING,
    CONNECTED,
    DONE
  }

  private final int hash;
  private final SocketEvents events;
  private final int connectingThread = System.identityHashCode(Thread.currentThread());

  private State state = State.PENDING;
  private int callsInProgress = 1;
  private boolean reachedKernel;

  /** The kernel has failed a socket that the application had bound to a port, without a SYN. */
  private boolean failedWithoutSyn;

  private boolean descriptorClosing;
  private boolean closedElsewhere;
  private boolean inputShutDown;
  private boolean readingLocalAddress;
  private long kernelEnteredAt;
  private @Nullable ClosedBy closingSide;

  /** An attempt whose connect call has just been entered. */
  TrackedSocket(Object descriptor, ReferenceQueue<Object> dropped, SocketEvents events) {
    super(descriptor, dropped);
    this.hash = System.identityHashCode(descriptor);
    this.events = events;
  }

  /** The kernel's connect() is about to be called. */
  synchronized void enterKernel(InetAddress remote, int remotePort) {
    if (reachedKernel || state != State.PENDING) {
      return;
    }
    reachedKernel = true;
    kernelEnteredAt = System.nanoTime();
    events.begin(remote, remotePort, kernelEnteredAt);
  }

  /** Whether the socket has a port already, as a native one shows just before it connects. */
  synchronized void setBound(boolean hasPort) {
    if (state == State.PENDING) {
      events.setBound(hasPort);
    }
  }

  /**
   * The JDK's call of the kernel's connect() has returned or failed; the descriptor is open, or
   * pre-closed.
   *
   * @param thrown what it threw itself, or null
   */
  synchronized void leaveKernel(FileDescriptor fd, @Nullable Throwable thrown) {
    if (thrown != null || descriptorClosing) {
      leaveForeignKernel(fd, thrown);
    }
  }

  /** Does what {@link #leaveKernel} does, where the JDK will not ask for the local address. */
  synchronized void leaveForeignKernel(FileDescriptor fd, @Nullable Throwable thrown) {
    readLocalAddress(fd, thrown == null);
    if (thrown == null) {
      return;
    }
    if (descriptorClosing && events.localPort() == 0) {
      // The marker of the pre-close refused: no SYN was sent.
      reachedKernel = false;
    } else {
      lookForSyn(fd);
    }
  }

  /** The kernel gives a port just before the SYN; where there was one before, it does not tell. */
  private void lookForSyn(FileDescriptor fd) {
    failedWithoutSyn = events.isBound() && Descriptors.hasMadeNoSyn(fd);
  }

  /** The JDK has asked the kernel for this socket's local address, for itself or for us. */
  synchronized void localAddressAsked(InetSocketAddress answer) {
    boolean trusted = !readingLocalAddress && !descriptorClosing;
    if (trusted && state == State.PENDING && wantsLocalAddress()) {
      events.assigned(answer);
    }
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
  @Hidden
  @HideFrame
  synchronized boolean leaveCall(boolean connected, @Nullable Throwable thrown) {
    callsInProgress--;
    settle(connected, thrown);
    return state == State.DONE;
  }

  /** What the call in progress has come to, where that shows before it returns. */
  @Hidden
  @HideFrame
  synchronized void settle(boolean connected, @Nullable Throwable thrown) {
    if (state != State.PENDING) {
      return;
    }
    if (thrown != null || connected) {
      readLocalAddressIfOpen(connected);
    }
    if (thrown != null) {
      fail(OutcomeClassifier.classify(thrown, attempt()), thrown);
    } else if (connected) {
      state = State.CONNECTED;
      events.end(Outcome.CONNECTED, null);
      if (descriptorClosing) {
        close();
      }
    } else if (callsInProgress == 0 && (descriptorClosing || !reachedKernel)) {
      fail(Outcome.CLOSED, null);
    }
  }

  /** From here on the descriptor looks as if the peer had sent its FIN. */
  synchronized void beforeShutdownInput() {
    inputShutDown = true;
  }

  /**
   * This side may be about to send its FIN while the socket stays open. The closing side shows only
   * now: once our FIN is out and the peer's has followed, the connection looks like a reset one.
   */
  synchronized void beforeFin(FileDescriptor fd) {
    if (state == State.CONNECTED && !descriptorClosing && closingSide == null) {
      closingSide = Descriptors.closingSide(fd);
    }
  }

  /**
   * The application closes the socket, or its descriptor is about to be closed or pre-closed. The
   * first of these counts; what the JDK does in between (a FIN, waiting for a selector) comes
   * after.
   *
   * @return true if nothing more is to come from this socket
   */
  @Hidden
  @HideFrame
  synchronized boolean enterClose(FileDescriptor fd) {
    readLocalAddress(fd, false);
    if (!descriptorClosing) {
      closingSide = closingSideAtClose(fd);
      descriptorClosing = true;
      closedElsewhere = System.identityHashCode(Thread.currentThread()) != connectingThread;
      if (state == State.PENDING && callsInProgress > 0) {
        // Up to JDK 12 the only look at a blocking connect that has failed.
        lookForSyn(fd);
      }
    }
    if (state == State.CONNECTED) {
      close();
    } else if (state == State.PENDING && callsInProgress == 0) {
      fail(events.hasTimedOut(sinceKernelEntered()) ? Outcome.TIMED_OUT : Outcome.CLOSED, null);
    }
    return state == State.DONE;
  }

  private @Nullable ClosedBy closingSideAtClose(FileDescriptor fd) {
    if (state == State.PENDING) {
      // Should it connect after all, this side closes it.
      return ClosedBy.LOCAL;
    }
    if (closingSide == null) {
      return Descriptors.closingSideAtClose(fd, inputShutDown);
    }
    return closingSide == ClosedBy.LOCAL ? Descriptors.localClose(fd) : closingSide;
  }

  /** While the JDK connects, the thread that connects also closes what has failed. */
  private FailedAttempt attempt() {
    return new FailedAttempt(
        sinceKernelEntered(),
        events.localPort() != 0 && !failedWithoutSyn,
        descriptorClosing && closedElsewhere,
        events.hasTuple(),
        events.isScopeMissing());
  }

  @Hidden
  @HideFrame
  private void fail(Outcome outcome, @Nullable Throwable thrown) {
    state = State.DONE;
    if (reachedKernel) {
      if (events.localPort() == 0 || (failedWithoutSyn && canPrecedeSyn(outcome))) {
        events.forgetLocalAddress();
      }
      events.end(outcome, thrown);
    }
  }

  /** Where a tuple is in use, the port is what matters. */
  private static boolean canPrecedeSyn(Outcome outcome) {
    return outcome.mayPrecedeSyn() && outcome != Outcome.TUPLE_IN_USE;
  }

  private void close() {
    state = State.DONE;
    events.close(closingSide == null ? ClosedBy.UNKNOWN : closingSide);
  }

  private void readLocalAddressIfOpen(boolean connected) {
    Object descriptor = get();
    if (!descriptorClosing && descriptor instanceof FileDescriptor) {
      readLocalAddress((FileDescriptor) descriptor, connected);
    }
  }

  private void readLocalAddress(FileDescriptor fd, boolean connected) {
    if (!wantsLocalAddress()) {
      return;
    }
    readingLocalAddress = true;
    InetSocketAddress answer = Descriptors.localAddress(fd);
    readingLocalAddress = false;
    if (answer != null && ((connected && !descriptorClosing) || Descriptors.isTcp(fd))) {
      events.assigned(answer);
    }
  }

  private boolean wantsLocalAddress() {
    return reachedKernel && !events.hasWholeLocalAddress();
  }

  private long sinceKernelEntered() {
    return System.nanoTime() - kernelEnteredAt;
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

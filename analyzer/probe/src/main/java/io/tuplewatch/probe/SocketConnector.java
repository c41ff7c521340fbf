package io.tuplewatch.probe;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Connects with real sockets, to one address and port and never to another. On demand each connect
 * and close is a JFR event, as the agent writes them. Thread-safe.
 */
public final class SocketConnector implements Connector {

  /** How long a server may take to answer, and to close. */
  private static final int PATIENCE_MS = 5_000;

  private final InetSocketAddress destination;
  private final @Nullable InetAddress sourceAddress;
  private final int timeoutMs;
  private final Say say;
  private final boolean recorded;

  /**
   * @param destination resolved
   * @param sourceAddress null leaves it to the kernel
   * @param timeout how long a connect waits, at least 1 ms
   * @param recorded whether somebody records the events
   */
  public SocketConnector(
      InetSocketAddress destination,
      @Nullable InetAddress sourceAddress,
      Duration timeout,
      Say say,
      boolean recorded) {
    this.destination = destination;
    this.sourceAddress = sourceAddress;
    this.timeoutMs = (int) timeout.toMillis();
    this.say = say;
    this.recorded = recorded;
  }

  @Override
  public Attempt connect(int sourcePort, Closing closing) {
    Socket socket = new Socket();
    ProbeEvents events = recorded ? new ProbeEvents(destination, sourcePort) : null;
    Instant start = Instant.now();
    long begin = System.nanoTime();
    IOException failure = null;
    try {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(sourceAddress, sourcePort));
      start = Instant.now();
      begin = System.nanoTime();
      if (events != null) {
        events.begin();
      }
      socket.connect(destination, timeoutMs);
    } catch (IOException e) {
      failure = e;
    }
    Duration took = Duration.ofNanos(System.nanoTime() - begin);
    Answer answer = failure == null ? Answer.CONNECTED : answer(failure);
    if (events != null) {
      events.connect(socket, outcome(answer), failure);
    }
    if (failure != null) {
      close(socket);
      return new Attempt(sourcePort, start, took, answer, null, null, failure.getMessage());
    }
    Ending ending = end(socket, closing);
    if (events != null) {
      events.close(closedBy(ending.closing()));
    }
    return new Attempt(
        sourcePort, start, took, answer, Instant.now(), ending.closing(), ending.message());
  }

  private record Ending(Closing closing, @Nullable String message) {}

  /** Speaks, and closes the socket. */
  private Ending end(Socket socket, Closing closing) {
    String message = null;
    Closing done = closing;
    try {
      socket.setSoTimeout(PATIENCE_MS);
      say.on(socket, destination.getHostString(), closing);
      switch (closing) {
        case SERVER -> drain(socket);
        case CLIENT -> {
          socket.shutdownOutput();
          drain(socket);
        }
        case RESET -> socket.setSoLinger(true, 0);
      }
    } catch (IOException | RuntimeException e) { // a connect must end, or the probe waits for it
      message = e.getMessage();
      done = closing == Closing.SERVER ? Closing.CLIENT : closing;
    }
    close(socket);
    return new Ending(done, message);
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // The descriptor is gone all the same: close(2) is not tried again on Linux.
    }
  }

  /** Reads to the server's FIN: a close with bytes unread would be a reset. */
  private static void drain(Socket socket) throws IOException {
    long deadline = System.nanoTime() + PATIENCE_MS * 1_000_000L;
    byte[] buffer = new byte[8192];
    while (socket.getInputStream().read(buffer) >= 0) {
      if (System.nanoTime() - deadline > 0) {
        throw new SocketTimeoutException("the server does not close");
      }
    }
  }

  /** The JDK gives connect(2)'s errors these classes (Net.c, handleSocketError), 17 to 25. */
  private static Answer answer(IOException e) {
    if (e instanceof SocketTimeoutException) {
      return Answer.NO_ANSWER;
    } else if (e instanceof BindException) {
      return Answer.NOT_SENT;
    } else if (e instanceof NoRouteToHostException) {
      return Answer.UNREACHABLE;
    } else if (e instanceof ConnectException) {
      return Answer.REFUSED;
    }
    return Answer.NOT_SENT;
  }

  private static Outcome outcome(Answer answer) {
    return switch (answer) {
      case CONNECTED -> Outcome.CONNECTED;
      case NO_ANSWER -> Outcome.TIMED_OUT;
      case REFUSED -> Outcome.REFUSED;
      case UNREACHABLE -> Outcome.UNREACHABLE;
      case NOT_SENT -> Outcome.ADDRESS_NOT_AVAILABLE;
    };
  }

  private static ClosedBy closedBy(Closing closing) {
    return switch (closing) {
      case SERVER -> ClosedBy.REMOTE;
      case CLIENT -> ClosedBy.LOCAL;
      case RESET -> ClosedBy.LOCAL_RESET;
    };
  }
}

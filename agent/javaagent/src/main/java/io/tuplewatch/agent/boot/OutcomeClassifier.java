package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Outcome;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * From the exception of a failed connect to its {@link Outcome}.
 *
 * <p>The JDK throws one class for several errno values and puts the C library's text into the
 * message. So: a class that means one thing decides; then the errno whose text the message begins
 * with; then, for an unknown text, class and duration, but only where they leave one possibility.
 */
final class OutcomeClassifier {

  private static final long SECOND = 1000000000L;

  /** The earliest end of a connect without answer: one SYN retransmission (1 s + 2 s). */
  private static final long EARLIEST_KERNEL_TIMEOUT = 3 * SECOND;

  /** An RST comes within a round trip. */
  private static final long LATEST_RST = SECOND / 2;

  private OutcomeClassifier() {}

  /**
   * @param thrown what the connect call threw
   * @param attempt what else is known of it
   */
  static Outcome classify(Throwable thrown, FailedAttempt attempt) {
    if (thrown instanceof SocketTimeoutException || isNettyTimeout(thrown)) {
      return Outcome.TIMED_OUT;
    }
    if (thrown instanceof ClosedByInterruptException) {
      return Outcome.INTERRUPTED;
    }
    if (thrown instanceof ClosedChannelException) {
      return Outcome.CLOSED;
    }
    Errno errno = ErrorTexts.errnoIn(thrown.getMessage());
    if (errno != null) {
      return byErrno(errno, attempt);
    }
    Outcome byJdk = byTextOfTheJdk(thrown.getMessage());
    return byJdk != null ? byJdk : byClassAndDuration(thrown, attempt);
  }

  private static boolean isNettyTimeout(Throwable thrown) {
    return thrown.getClass().getName().endsWith(".channel.ConnectTimeoutException");
  }

  private static Outcome byErrno(Errno errno, FailedAttempt attempt) {
    switch (errno) {
      case ECONNREFUSED:
        return Outcome.REFUSED;
      case ETIMEDOUT:
        return Outcome.TIMED_OUT;
      case ECONNRESET:
      case ENETRESET:
        return Outcome.RESET;
      case ENETUNREACH:
      case EHOSTUNREACH:
      case ENETDOWN:
      case EHOSTDOWN:
      case ENONET:
        return Outcome.UNREACHABLE;
      case ENOPROTOOPT:
      case EPROTO:
      case EOPNOTSUPP:
        return attempt.synSent() ? Outcome.UNREACHABLE : Outcome.FAILED;
      case EACCES:
      case EPERM:
        // After a SYN: ICMPv6 codes 1, 5 and 6, prohibited by an administrator or a policy.
        return attempt.synSent() ? Outcome.UNREACHABLE : Outcome.REFUSED_LOCALLY;
      case EINVAL:
        return invalidArgument(attempt);
      case EAFNOSUPPORT:
      case EPFNOSUPPORT:
      case EFAULT:
        return attempt.closing() ? Outcome.CLOSED : Outcome.INVALID_DESTINATION;
      case EADDRNOTAVAIL:
      case EADDRINUSE:
        return attempt.tupleGiven() ? Outcome.TUPLE_IN_USE : Outcome.ADDRESS_NOT_AVAILABLE;
      case ENOBUFS:
      case ENOMEM:
      case EMFILE:
      case ENFILE:
      case EAGAIN:
        return Outcome.NO_RESOURCES;
      case EINTR:
        return Outcome.INTERRUPTED;
      case EBADF:
      case ENOTSOCK:
      case ECONNABORTED:
        return attempt.closing() ? Outcome.CLOSED : Outcome.FAILED;
    }
    return Outcome.FAILED;
  }

  /** Also what the marker answers that a pre-close has put in the socket's place. */
  private static Outcome invalidArgument(FailedAttempt attempt) {
    if (attempt.closing()) {
      return Outcome.CLOSED;
    }
    return attempt.scopeMissing() ? Outcome.INVALID_DESTINATION : Outcome.REFUSED_LOCALLY;
  }

  private static @Nullable Outcome byTextOfTheJdk(@Nullable String message) {
    if ("Closed by interrupt".equals(message)) {
      return Outcome.INTERRUPTED;
    }
    boolean closed = "Socket closed".equals(message) || "Socket is closed".equals(message);
    return closed ? Outcome.CLOSED : null;
  }

  private static Outcome byClassAndDuration(Throwable thrown, FailedAttempt attempt) {
    if (thrown instanceof ConnectException) {
      // ECONNREFUSED or ETIMEDOUT.
      if (attempt.nanos() >= EARLIEST_KERNEL_TIMEOUT) {
        return Outcome.TIMED_OUT;
      }
      return attempt.nanos() <= LATEST_RST ? Outcome.REFUSED : Outcome.FAILED;
    }
    if (thrown instanceof NoRouteToHostException) {
      return Outcome.UNREACHABLE;
    }
    return thrown instanceof InterruptedIOException ? Outcome.INTERRUPTED : Outcome.FAILED;
  }
}

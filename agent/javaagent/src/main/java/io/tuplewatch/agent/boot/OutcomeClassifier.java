package io.tuplewatch.agent.boot;

import io.tuplewatch.events.Outcome;
import java.io.InterruptedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * From the exception of a failed connect to its {@link Outcome}.
 *
 * <p>The JDK throws one class for several errno values and puts the C library's text, in the
 * system's language, into the message. So: a class that means one thing decides; then the English
 * text; then, for a text in another language, class and duration, but only where they leave one
 * possibility.
 */
final class OutcomeClassifier {

  private static final long SECOND = 1000000000L;

  /** The earliest end of a connect without answer: one SYN retransmission (1 s + 2 s). */
  private static final long EARLIEST_KERNEL_TIMEOUT = 3 * SECOND;

  /** Rejections by ICMP come after about 1 s; an RST comes within a round trip. */
  private static final long LATEST_RST = SECOND / 2;

  private OutcomeClassifier() {}

  /**
   * @param thrown what the connect call threw
   * @param nanos how long the attempt took, in ns
   */
  static Outcome classify(Throwable thrown, long nanos) {
    if (thrown instanceof SocketTimeoutException) {
      return Outcome.TIMED_OUT;
    }
    if (thrown instanceof ClosedByInterruptException) {
      return Outcome.INTERRUPTED;
    }
    if (thrown instanceof ClosedChannelException) {
      return Outcome.CLOSED;
    }
    Outcome byText = byText(thrown.getMessage());
    return byText != null ? byText : byClassAndDuration(thrown, nanos);
  }

  private static @Nullable Outcome byText(@Nullable String message) {
    String text = message == null ? "" : message.toLowerCase(Locale.ROOT);
    if (text.contains("cannot assign")) {
      return Outcome.ADDRESS_NOT_AVAILABLE;
    }
    if (text.contains("timed out")) {
      return Outcome.TIMED_OUT;
    }
    if (text.contains("refused")) {
      return Outcome.REFUSED;
    }
    if (text.contains("unreachable") || text.contains("no route")) {
      return Outcome.UNREACHABLE;
    }
    if (text.contains("reset")) {
      return Outcome.RESET;
    }
    if (text.contains("closed by interrupt")) {
      return Outcome.INTERRUPTED;
    }
    // EINVAL comes from the marker that a pre-close has put in the socket's place.
    return text.contains("socket closed")
            || text.contains("socket is closed")
            || text.contains("invalid argument")
        ? Outcome.CLOSED
        : null;
  }

  private static Outcome byClassAndDuration(Throwable thrown, long nanos) {
    if (thrown instanceof ConnectException) {
      // ECONNREFUSED or ETIMEDOUT.
      if (nanos >= EARLIEST_KERNEL_TIMEOUT) {
        return Outcome.TIMED_OUT;
      }
      return nanos <= LATEST_RST ? Outcome.REFUSED : Outcome.FAILED;
    }
    if (thrown instanceof NoRouteToHostException) {
      return Outcome.UNREACHABLE;
    }
    if (thrown instanceof BindException) {
      return Outcome.ADDRESS_NOT_AVAILABLE;
    }
    return thrown instanceof InterruptedIOException ? Outcome.INTERRUPTED : Outcome.FAILED;
  }
}

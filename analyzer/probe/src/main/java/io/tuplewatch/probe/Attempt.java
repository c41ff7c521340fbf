package io.tuplewatch.probe;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One connect of the probe.
 *
 * @param sourcePort 1 to 65535, bound before the connect
 * @param start just before the SYN
 * @param took from start to the answer, or to the connect timeout
 * @param closed when the connection was closed; null if there was none
 * @param closedBy how it ended, which is not what was asked for if the server did not close within
 *     the patience it was given; null if there was none
 * @param message what the system said of a failure, or what went wrong after the handshake; null if
 *     nothing did
 */
public record Attempt(
    int sourcePort,
    Instant start,
    Duration took,
    Answer answer,
    @Nullable Instant closed,
    @Nullable Closing closedBy,
    @Nullable String message) {

  /** A first SYN is repeated after 1 s (RFC 6298, 2.1): nothing sooner had a second one. */
  private static final Duration SECOND_SYN = Duration.ofMillis(950);

  /** Whether it was answered, but not at its first SYN. */
  public boolean late() {
    return answer == Answer.CONNECTED && took.compareTo(SECOND_SYN) >= 0;
  }

  /** Whether its first SYN had no answer: the connect failed, or was answered late. */
  public boolean stopped() {
    return answer.failed() || late();
  }
}

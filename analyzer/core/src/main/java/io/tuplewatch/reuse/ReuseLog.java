package io.tuplewatch.reuse;

import io.tuplewatch.connection.Quality;
import java.time.Duration;

/**
 * Every use with a known start, classified.
 *
 * @param timeout W, the idle timeout it was classified by
 * @param uses in order of wall time; made anew at every step
 */
public record ReuseLog(IdleTimeout timeout, ClassifiedUses uses, Quality quality) {

  /** W. */
  public Duration firewallTimeout() {
    return timeout.length();
  }
}

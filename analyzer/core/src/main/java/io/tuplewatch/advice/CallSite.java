package io.tuplewatch.advice;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A line of code that connects to the destinations in question.
 *
 * @param line {@code package.Class.method:line}; null = not recorded
 * @param threadPools whose threads do, as {@link io.tuplewatch.recording.ThreadPools} names them:
 *     those with most failed early reuses first, at most three; none of threads without a name
 * @param connects that worked or failed
 * @param failedEarlyReuses of them
 */
public record CallSite(
    @Nullable String line, List<String> threadPools, long connects, long failedEarlyReuses) {

  public CallSite {
    threadPools = List.copyOf(threadPools);
  }
}

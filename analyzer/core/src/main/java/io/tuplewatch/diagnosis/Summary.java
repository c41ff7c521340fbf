package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.AttemptResult;
import java.io.Serializable;
import java.util.Map;

/**
 * The whole in numbers.
 *
 * @param from earliest event, epoch ns; 0 if there is none
 * @param to latest event, epoch ns; 0 if there is none
 * @param jvms loads of the agent
 * @param connects connects that worked or failed
 * @param apart attempts in no failure rate, by result
 * @param unsentFrom when the first of these that failed before a SYN was sent had begun, epoch ns;
 *     0 if there is none
 * @param unsentTo when the last of them had
 */
public record Summary(
    long from,
    long to,
    int jvms,
    Tallies connects,
    Map<AttemptResult, Long> apart,
    long unsentFrom,
    long unsentTo)
    implements Serializable {

  /** Attempts that failed before a SYN was sent. */
  public long unsent() {
    return apart.entrySet().stream()
        .filter(result -> result.getKey().failedBeforeSyn())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }
}

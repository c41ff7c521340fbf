package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.Destination;
import java.io.Serializable;
import java.util.Comparator;

/**
 * A time in which no connect to a destination worked, longer or fuller than chance makes it.
 *
 * @param from when the first of the connects that failed started, epoch ns
 * @param to when the last of them started, epoch ns
 * @param refused whether the connects were refused; else nothing answered
 * @param connects that started from {@code from} to {@code to}; those that worked among them had to
 *     repeat their SYN, or waited for the end of the outage
 * @param early the early reuses among them
 */
public record Outage(
    Destination destination, long from, long to, boolean refused, Tally connects, Tally early)
    implements Serializable {

  static final Comparator<Outage> IN_TIME =
      Comparator.comparingLong(Outage::from)
          .thenComparing(Outage::destination)
          .thenComparing(Outage::to);

  /** Connects of the outage other than early reuses. */
  public Tally others() {
    return connects.minus(early);
  }
}

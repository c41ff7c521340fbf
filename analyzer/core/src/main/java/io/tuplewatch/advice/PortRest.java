package io.tuplewatch.advice;

/**
 * How long a four-tuple can rest at most: the ports that can be had, divided by the rate of
 * connects toward the destination. No way to choose ports makes it longer.
 *
 * @param ports that can be had at a time, those that are reserved or bound left out
 * @param connectsPerSecond to the destination for which the rest is shortest, in the mean
 * @param keptNanos for how long the device keeps a session there, at most
 */
public record PortRest(int ports, double connectsPerSecond, long keptNanos) {

  /** The rest, ns. */
  public double nanos() {
    return ports / connectsPerSecond * 1e9;
  }

  /** Whether it is longer than any session is kept. */
  public boolean suffices() {
    return nanos() > keptNanos;
  }
}

package io.tuplewatch.selection.replay;

/** What may have failed with a change, seed by seed. Immutable. */
public final class Outcomes {

  private final double[] failedEarlyReuses;
  private final double portFailures;

  Outcomes(double[] failedEarlyReuses, double portFailures) {
    this.failedEarlyReuses = failedEarlyReuses;
    this.portFailures = portFailures;
  }

  /** At rates that what was recorded leaves possible. */
  public double failedEarlyReuses(int seed) {
    return failedEarlyReuses[seed];
  }

  /** Connects that found no port, in the mean of the seeds. */
  public double portFailures() {
    return portFailures;
  }
}

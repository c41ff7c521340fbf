package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.PortUse;

/**
 * What came of a scenario under one algorithm and one seed.
 *
 * @param algorithm its name
 * @param selections connects counted, failed ones included
 * @param retries candidates refused before a port was found or the search gave up, in all
 * @param longestRetrySequence the most candidates refused in one selection
 * @param failures selections that ended in EADDRNOTAVAIL
 * @param earlyReuses selections whose four-tuple had been closed less than W before
 * @param use which ports were chosen how often
 */
public record SimulationResult(
    String algorithm,
    long seed,
    long selections,
    long retries,
    int longestRetrySequence,
    long failures,
    long earlyReuses,
    PortUse use) {

  /** Retries per selection; 0 without selections. */
  public double retriesPerSelection() {
    return selections == 0 ? 0 : (double) retries / selections;
  }

  /** Share of early reuses among the connects that got a port; 0 without any. */
  public double earlyReuseShare() {
    long connected = selections - failures;
    return connected == 0 ? 0 : (double) earlyReuses / connected;
  }
}

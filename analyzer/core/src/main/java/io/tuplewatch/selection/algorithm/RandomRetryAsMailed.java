package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.PortSpace;

/**
 * {@code ip_retry_random_port} as the mail of 2026-02-03 had it: its test of the parity never holds
 * with step 2, so that a retry lands on either parity alike.
 */
public final class RandomRetryAsMailed extends RandomRetry {

  @Override
  public String name() {
    return "random-retry-as-mailed";
  }

  @Override
  int retried(PortSpace space, int pass, int drawn) {
    int portParity = (space.range().low() + drawn) & 1;
    return portParity == space.step() ? drawn : drawn - 1;
  }
}

package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * {@code ip_retry_random_port} as the mail of 2026-02-03 had it: its test of the parity never holds
 * with step 2, so that a retry lands on either parity alike.
 */
public final class RandomRetryAsMailed extends RandomRetry {

  @Override
  public String family() {
    return "random-retry-as-mailed";
  }

  /** A kernel with the sysctl is taken to have its author's correction. */
  @Override
  public @Nullable SelectionAlgorithm configuredBy(int value) {
    return null;
  }

  @Override
  public String change() {
    return "retry=random-as-mailed";
  }

  /** Half of the landings, which come from starts that are reserved. */
  @Override
  public double secondPassShare(double unavailable) {
    return unavailable / 2;
  }

  @Override
  public List<Hypothesis> hypotheses(CandidateRing ring, int configured) {
    return List.of(new Hypothesis(name(), modelOn(ring), 0));
  }

  @Override
  int retried(PortSpace space, int pass, int drawn) {
    int portParity = (space.range().low() + drawn) & 1;
    return portParity == space.step() ? drawn : drawn - 1;
  }
}

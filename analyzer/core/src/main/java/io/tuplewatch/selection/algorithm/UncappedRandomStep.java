package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.PortModel;

/**
 * The random step as it was first proposed, in the mail of 2026-02-04: any step that is coprime to
 * the number of candidates, without the width that {@link RandomStep} caps it by. Its ports are
 * those of the full width, so that recorded ports cannot tell the two apart.
 */
public final class UncappedRandomStep implements SelectionAlgorithm {

  @Override
  public String family() {
    return "random-step-uncapped";
  }

  @Override
  public String change() {
    return "step=uncapped";
  }

  @Override
  public boolean compared() {
    return false;
  }

  @Override
  public boolean actsOn(PortSpace space) {
    return true;
  }

  @Override
  public boolean jumpsFromPortsInUse() {
    return true;
  }

  @Override
  public Search in(PortSpace space) {
    return new RandomStep(space.candidatesPerPass()).in(space);
  }

  @Override
  public PortModel newModel(CandidateRing ring) {
    return new RandomStepModel(ring, ring.count());
  }
}

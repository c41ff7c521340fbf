package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.PortModel;

/**
 * What bind() to port 0 does, for comparison with a trace: it starts at random, odd distance from
 * low first, and moves no sequence on.
 */
public final class BindToZero implements SelectionAlgorithm {

  @Override
  public String family() {
    return "bind-to-zero";
  }

  @Override
  public boolean actsOn(PortSpace space) {
    return true;
  }

  @Override
  public PortModel newModel(CandidateRing ring) {
    throw new UnsupportedOperationException("ports of bind() are not checked");
  }

  @Override
  public Search in(PortSpace space) {
    return (candidates, ignored, key, selection) -> {
      int start = Draws.below(key, space.candidatesPerPass());
      for (int pass = 1; pass >= 0; pass--) {
        for (int steps = 0; steps < space.candidatesPerPass(); steps++) {
          int index = space.wrap(pass, space.first(pass) + start + steps);
          if (candidates.isFree(index)) {
            return selection.found(index, steps, steps);
          }
        }
      }
      return selection.failed(space.candidates());
    };
  }
}

package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortSpace;

/**
 * What bind() to port 0 does, for comparison with a trace: it starts at random, odd distance from
 * low first, and moves no sequence on. Also the proof that a new algorithm is one new class.
 */
public final class BindToZero implements SelectionAlgorithm {

  @Override
  public String name() {
    return "bind-to-zero";
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

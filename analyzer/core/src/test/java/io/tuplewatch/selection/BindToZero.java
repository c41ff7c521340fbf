package io.tuplewatch.selection;

/**
 * What bind() to port 0 does, for comparison with a trace: it starts at random, odd distance from
 * low first, and moves no sequence on. Also the proof that a new algorithm is one new class.
 */
final class BindToZero implements SelectionAlgorithm {

  @Override
  public String name() {
    return "bind-to-zero";
  }

  @Override
  public Search in(PortSpace space) {
    return (candidates, ignored, key, selection) -> {
      int start = space.indexOf(Draws.below(key, space.span()));
      for (int pass = 1; pass >= 0; pass--) {
        for (int tried = 0; tried < space.candidatesPerPass(); tried++) {
          int index = space.wrap(pass, start + tried);
          if (candidates.isFree(pass, index)) {
            return selection.found(space.port(pass, index), tried * space.step(), tried);
          }
        }
      }
      return selection.failed(space.candidates());
    };
  }
}

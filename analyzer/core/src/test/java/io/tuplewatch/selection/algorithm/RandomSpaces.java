package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Draws;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.PortSpace;
import java.util.BitSet;
import java.util.List;

/** Small port spaces of every shape, drawn from a seed. */
public final class RandomSpaces {

  private final Draws draws;

  public RandomSpaces(long seed) {
    draws = new Draws(seed);
  }

  public PortSpace space() {
    int size = 1 + draws.below(draws.below(4) == 0 ? 300 : 24);
    int low =
        switch (draws.below(4)) {
          case 0 -> 1;
          case 1 -> PortRange.MAX_PORT + 1 - size;
          default -> 1 + draws.below(PortRange.MAX_PORT + 1 - size);
        };
    PortRange range = new PortRange(low, low + size - 1);
    return new PortSpace(range, someOf(range), someOf(range), 1 + draws.below(2));
  }

  /** From none to all of the ports of a range, now and then in one block. */
  public PortSet someOf(PortRange range) {
    BitSet ports = new BitSet();
    int tenths = draws.below(12);
    if (tenths == 11) {
      int from = range.low() + draws.below(range.size());
      ports.set(from, from + draws.below(range.high() + 2 - from));
    } else if (draws.below(2) == 0) {
      for (int port = range.low(); port <= range.high(); port++) {
        ports.set(port, draws.below(10) < tenths);
      }
    }
    return PortSet.of(ports);
  }

  public SelectionAlgorithm algorithm() {
    List<SelectionAlgorithm> all = SelectionAlgorithms.all();
    int drawn = draws.below(all.size() + 1);
    return drawn < all.size() ? all.get(drawn) : new RandomStep(1 + draws.below(40));
  }

  public int below(int bound) {
    return draws.below(bound);
  }
}

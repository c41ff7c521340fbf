package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.SelectionAlgorithm;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;

/** The searches of one simulation: made once for each space and algorithm. Not thread-safe. */
final class Searches {

  private final IdentityHashMap<PortSpace, Map<String, SelectionAlgorithm.Search>> bySpace =
      new IdentityHashMap<>();

  SelectionAlgorithm.Search of(PortSpace space, SelectionAlgorithm algorithm) {
    return bySpace
        .computeIfAbsent(space, each -> new HashMap<>())
        .computeIfAbsent(algorithm.name(), name -> algorithm.in(space));
  }
}

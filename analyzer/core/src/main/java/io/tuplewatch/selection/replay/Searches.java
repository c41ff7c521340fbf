package io.tuplewatch.selection.replay;

import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Searches, made once for each space and algorithm. Thread-safe. */
final class Searches {

  /** Spaces are told by identity. */
  private record Key(PortSpace space, String algorithm) {}

  private final Map<Key, SelectionAlgorithm.Search> made = new ConcurrentHashMap<>();

  SelectionAlgorithm.Search get(PortSpace space, SelectionAlgorithm algorithm) {
    return made.computeIfAbsent(new Key(space, algorithm.name()), key -> algorithm.in(space));
  }
}

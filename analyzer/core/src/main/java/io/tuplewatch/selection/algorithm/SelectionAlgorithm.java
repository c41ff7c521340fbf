package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.PortSpace;

/**
 * One way to pick a source port, from where the kernel's hidden start says the search begins. To
 * add one, write a class and name it in {@link SelectionAlgorithms}. Immutable and thread-safe.
 */
public interface SelectionAlgorithm {

  /** The name in the command line and the JSON, such as {@code random-step=1000}. */
  String name();

  /** Makes ready to search one port space. */
  Search in(PortSpace space);

  /** Searches of one port space. Immutable and thread-safe. */
  interface Search {

    /**
     * Looks for a free port.
     *
     * @param candidates what the destination can use; not changed
     * @param start index of the first candidate, in the first pass
     * @param key names what chance the search has; equal keys, equal searches
     * @param selection written: what it came to
     * @return whether a port was found; false is EADDRNOTAVAIL
     */
    boolean select(Candidates candidates, int start, long key, Selection selection);
  }
}

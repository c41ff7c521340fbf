package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Candidates;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.filter.CandidateRing;
import io.tuplewatch.selection.filter.PortModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One way to select a source port, from where the kernel's hidden start says the search begins. It
 * declares all that the rest of the software knows of it: its name and parameter, the sysctl that
 * selects it, its search, and how probable it makes the ports that are observed. {@link
 * SelectionAlgorithms} lists them; nothing else names one to learn what it does. Immutable and
 * thread-safe.
 */
public interface SelectionAlgorithm {

  /** The name without a parameter, such as {@code random-step}. Algorithms of a family share it. */
  String family();

  /** The name in the command line and the JSON, such as {@code random-step=1000}. */
  default String name() {
    return family();
  }

  /** How to write the name, its parameter in capitals, such as {@code random-step=W}. */
  default String synopsis() {
    return family();
  }

  /**
   * The algorithm of this family with another parameter.
   *
   * @throws IllegalArgumentException if the family has none, or not this one; the message is one
   *     line
   */
  default SelectionAlgorithm withParameter(String parameter) {
    throw new IllegalArgumentException(family() + " has no parameter");
  }

  /** The sysctl below net.ipv4 that selects the family; null for what a kernel does without one. */
  default @Nullable String sysctl() {
    return null;
  }

  /**
   * The algorithm that a value of {@link #sysctl} selects; null if it selects none of this family.
   *
   * @param value -1 if it is not known
   */
  default @Nullable SelectionAlgorithm configuredBy(int value) {
    return null;
  }

  /** What a what-if says to ask for it, such as {@code retry=random}; null if none does. */
  default @Nullable String change() {
    return null;
  }

  /** Whether the replay's tables and the check of recorded ports have a line for the family. */
  default boolean compared() {
    return true;
  }

  /**
   * Whether it can select other ports of a space than {@link Sequential}, whichever of them are in
   * use.
   */
  boolean actsOn(PortSpace space);

  /** Whether a search jumps from a port in use, rather than step on to the next candidate. */
  default boolean jumpsFromPortsInUse() {
    return false;
  }

  /**
   * The share of ports of the second pass that it selects though the first one is not exhausted.
   *
   * @param unavailable share of the candidates that are reserved or bound, 0 to 1
   */
  default double secondPassShare(double unavailable) {
    return 0;
  }

  /** Makes ready to search one port space. */
  Search in(PortSpace space);

  /** How probable it makes observed ports of the candidates; {@link #modelOn} keeps it. */
  PortModel newModel(CandidateRing ring);

  /** The model on some candidates, made once for each of them. */
  default PortModel modelOn(CandidateRing ring) {
    return ring.model(name(), this::newModel);
  }

  /**
   * What of the family is held against observed ports.
   *
   * @param configured the value of {@link #sysctl}; 0 or less if it says nothing
   */
  default List<Hypothesis> hypotheses(CandidateRing ring, int configured) {
    return List.of(new Hypothesis(name(), modelOn(ring), 0));
  }

  /**
   * One algorithm that may have selected the ports.
   *
   * @param name of the algorithm
   * @param logPrior logarithm of its prior probability relative to others, nats, 0 or less
   */
  record Hypothesis(String name, PortModel model, double logPrior) {}

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

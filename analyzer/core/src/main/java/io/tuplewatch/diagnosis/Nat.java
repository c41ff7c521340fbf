package io.tuplewatch.diagnosis;

/** Whether something between the clients and the firewall changes addresses or ports. */
public enum Nat {
  /** The firewall sees the four-tuples of the recordings. */
  NONE,
  /** It sees others: reuse here says nothing certain about reuse there. */
  SOURCE,
  /** Nobody said. */
  UNKNOWN
}

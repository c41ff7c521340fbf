package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.Draws;

/** Draws of a reference search, one after the other, each by the key that the model names it by. */
public class KeyedDraws {

  private final long first;
  private long key;

  public KeyedDraws(long key) {
    this.first = key;
    this.key = key;
  }

  /** The first pass begins with the key of the search, the second with its complement. */
  public void startPass(int pass) {
    key = pass == 0 ? first : ~first;
  }

  /** The key of the next draw. */
  public final long nextKey() {
    long next = key;
    key = Draws.after(key);
    return next;
  }

  /** Of the random step. */
  public int below(int bound) {
    return Draws.below(nextKey(), bound);
  }

  /** Of a retry: uniform over 0 .. bound - 1. */
  public int landing(int bound) {
    return below(bound);
  }
}

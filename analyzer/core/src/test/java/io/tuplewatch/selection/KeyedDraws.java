package io.tuplewatch.selection;

/** Draws in the order in which a search names them: anew in each pass. */
final class KeyedDraws {

  private final long first;
  private long key;

  KeyedDraws(long key) {
    this.first = key;
    this.key = key;
  }

  /** The first pass goes on with the key of the search, the second with its complement. */
  void startPass(int pass) {
    key = pass == 0 ? first : ~first;
  }

  int below(int bound) {
    int drawn = Draws.below(key, bound);
    key = Draws.after(key);
    return drawn;
  }
}

package io.tuplewatch.selection.simulation;

import io.tuplewatch.selection.Draws;

/**
 * The chance of each selection of a run, by its number from 0 up: what its search draws, and by how
 * much the start moves on after it. Immutable.
 */
final class SelectionDraws {

  private static final int EIGHTHS_PER_WORD = 16;

  private final long searches;
  private final long moves;

  SelectionDraws(long seed) {
    searches = Draws.of(seed, "searches").next();
    moves = Draws.of(seed, "moves").next();
  }

  /** The key of the first draw of a search. */
  long search(long number) {
    return Draws.key(searches, number);
  }

  /** Uniform over 0 .. 7. */
  int move(long number) {
    return move(number, moves(number));
  }

  /** Extracts this number's move from the word that holds it. */
  static int move(long number, long word) {
    return (int) (word >>> (3 * (number & (EIGHTHS_PER_WORD - 1)))) & 7;
  }

  /** The word that holds this number's move and those of its neighbours. */
  long moves(long number) {
    return Draws.mix(Draws.key(moves, number / EIGHTHS_PER_WORD));
  }

  /** Whether a word begins with this number's move. */
  static boolean beginsWord(long number) {
    return (number & (EIGHTHS_PER_WORD - 1)) == 0;
  }
}

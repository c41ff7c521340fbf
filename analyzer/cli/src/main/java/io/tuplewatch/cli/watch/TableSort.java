package io.tuplewatch.cli.watch;

import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** By what the table is sorted, and the key that asks for it. */
enum TableSort {
  CONNECTS('c', "connects/s"),
  FAILURES('f', "failed"),
  EARLY('e', "early reuses"),
  FAILED_EARLY('r', "failed early reuses"),
  TIME('t', "p99"),
  NAME('d', "destination");

  private final char key;
  private final String words;

  TableSort(char key, String words) {
    this.key = key;
    this.words = words;
  }

  /** Null if the key asks for none. */
  static @Nullable TableSort of(int key) {
    for (TableSort sort : values()) {
      if (sort.key == key) {
        return sort;
      }
    }
    return null;
  }

  String words() {
    return words;
  }

  /** Rows that are equal in it are in the order of their connects, and then of their names. */
  Comparator<Board.Row> order() {
    return first()
        .thenComparing(CONNECTS.first())
        .thenComparing(row -> row.destination().jvm().pid())
        .thenComparing(row -> row.destination().address())
        .thenComparing(row -> row.destination().port());
  }

  private Comparator<Board.Row> first() {
    return switch (this) {
      case CONNECTS -> Comparator.comparingDouble(row -> -row.recent().connectsPerSecond());
      case FAILURES -> Comparator.comparingLong(row -> -row.counts().failures());
      case EARLY -> Comparator.comparingLong(row -> -row.counts().earlyReuses());
      case FAILED_EARLY -> Comparator.comparingLong(row -> -row.counts().failedEarlyReuses());
      case TIME -> Comparator.comparingLong(row -> -row.recent().p99());
      case NAME -> Comparator.comparing(row -> row.destination().address());
    };
  }
}

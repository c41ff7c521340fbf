package io.tuplewatch.diagnosis;

import java.util.Arrays;

/** A growing list of indexes of uses. Not thread-safe. */
final class Indexes {

  private int[] indexes = new int[16];
  private int size;

  void add(int index) {
    if (size == indexes.length) {
      indexes = Arrays.copyOf(indexes, Math.multiplyExact(2, size));
    }
    indexes[size++] = index;
  }

  void addAll(Indexes others) {
    for (int i = 0; i < others.size; i++) {
      add(others.indexes[i]);
    }
  }

  int[] toArray() {
    return Arrays.copyOf(indexes, size);
  }
}

package io.tuplewatch.diagnosis;

import java.util.Arrays;

/** A growing list of places. Not thread-safe. */
final class Places {

  private int[] places = new int[16];
  private int size;

  void add(int place) {
    if (size == places.length) {
      places = Arrays.copyOf(places, Math.multiplyExact(2, size));
    }
    places[size++] = place;
  }

  void addAll(Places others) {
    for (int i = 0; i < others.size; i++) {
      add(others.places[i]);
    }
  }

  int[] toArray() {
    return Arrays.copyOf(places, size);
  }
}

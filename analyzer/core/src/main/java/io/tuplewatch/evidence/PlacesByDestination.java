package io.tuplewatch.evidence;

import io.tuplewatch.reuse.ClassifiedUses;
import java.util.function.IntConsumer;

/** The places of uses by destination, in each in the order of time. Immutable, thread-safe. */
final class PlacesByDestination {

  /** At most one in so many bytes of the heap. */
  private static final int SHARE = 16;

  /** By destination, the end of its places; it begins at the end of the one before. */
  private final int[] ends;

  private final int[] places;

  private PlacesByDestination(int[] ends, int[] places) {
    this.ends = ends;
    this.places = places;
  }

  /** Whether there is enough memory, four bytes for each use. */
  static boolean fits(ClassifiedUses uses) {
    return (long) uses.size() * Integer.BYTES <= Runtime.getRuntime().maxMemory() / SHARE;
  }

  /** O(n). */
  static PlacesByDestination of(ClassifiedUses uses) {
    int size = uses.size();
    int[] next = new int[uses.all().destinations() + 1];
    for (int place = 0; place < size; place++) {
      next[uses.destination(place) + 1]++;
    }
    for (int number = 1; number < next.length; number++) {
      next[number] += next[number - 1];
    }
    int[] places = new int[size];
    for (int place = 0; place < size; place++) {
      places[next[uses.destination(place)]++] = place;
    }
    return new PlacesByDestination(next, places);
  }

  /** Shows the places of one destination. */
  void forEach(int number, IntConsumer place) {
    for (int i = number == 0 ? 0 : ends[number - 1]; i < ends[number]; i++) {
      place.accept(places[i]);
    }
  }
}

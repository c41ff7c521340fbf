package io.tuplewatch.evidence;

import io.tuplewatch.columns.LongTable;
import io.tuplewatch.reuse.ClassifiedUses;

/**
 * The connects of each destination that worked or failed, in time order: 8 bytes each, which may be
 * in a temporary file. Immutable until {@link #release released}, thread-safe.
 */
final class ConnectsByDestination {

  private final LongTable places;

  /** By number of the destination: where its connects begin; one more than there are numbers. */
  private final int[] begins;

  private ConnectsByDestination(LongTable places, int[] begins) {
    this.places = places;
    this.begins = begins;
  }

  /** O(n). */
  static ConnectsByDestination of(ClassifiedUses uses) {
    int[] begins = new int[uses.all().destinations() + 1];
    for (int place = 0; place < uses.size(); place++) {
      if (uses.result(place).judged()) {
        begins[uses.destination(place) + 1]++;
      }
    }
    for (int number = 1; number < begins.length; number++) {
      begins[number] += begins[number - 1];
    }
    LongTable places = new LongTable(uses.all().storage(), 1);
    places.resize(begins[begins.length - 1]);
    int[] next = begins.clone();
    for (int place = 0; place < uses.size(); place++) {
      if (uses.result(place).judged()) {
        places.set(next[uses.destination(place)]++, 0, place);
      }
    }
    return new ConnectsByDestination(places, begins);
  }

  /** How many numbers of destinations there are. */
  int destinations() {
    return begins.length - 1;
  }

  /** How many connects a destination has. */
  int count(int destination) {
    return begins[destination + 1] - begins[destination];
  }

  /** The place of a destination's n-th connect, from 0, among the uses. */
  int place(int destination, int n) {
    return (int) places.get(begins[destination] + n, 0);
  }

  /** Gives the room back. */
  void release() {
    places.release();
  }
}

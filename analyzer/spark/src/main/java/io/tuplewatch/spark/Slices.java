package io.tuplewatch.spark;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ranges to tasks. Ranges with an owner in common, directly or through others, are of one part,
 * which is a host or what cannot be told from it; a part is divided by remote address into as many
 * slices as its connects ask for, and each slice is the work of one task.
 */
final class Slices implements Serializable {

  private static final long serialVersionUID = 1;

  /** By range, the first slice of its part, and how many there are. */
  private final int[] firsts;

  private final int[] counts;
  private final BitSet first = new BitSet();
  private final int count;

  private Slices(int[] partOfRange, long[] connectsOfPart, long most) {
    int[] firstOfPart = new int[connectsOfPart.length];
    int[] countOfPart = new int[connectsOfPart.length];
    int slices = 0;
    for (int part = 0; part < connectsOfPart.length; part++) {
      firstOfPart[part] = slices;
      long wanted = (connectsOfPart[part] + most - 1) / most;
      countOfPart[part] = (int) Math.max(1, Math.min(ReadRange.FINEST, wanted));
      first.set(slices);
      slices += countOfPart[part];
    }
    count = Math.max(1, slices);
    firsts = new int[partOfRange.length];
    counts = new int[partOfRange.length];
    for (int range = 0; range < firsts.length; range++) {
      firsts[range] = firstOfPart[partOfRange[range]];
      counts[range] = countOfPart[partOfRange[range]];
    }
  }

  /** {@code most}: connects that a task is to have, 1 or more, as far as a part can be divided. */
  static Slices of(List<RecordedRange> ranges, long most) {
    int[] parts = parts(ranges);
    List<Long> connects = new ArrayList<>();
    for (int range = 0; range < parts.length; range++) {
      if (parts[range] == connects.size()) {
        connects.add(0L);
      }
      connects.set(parts[range], connects.get(parts[range]) + ranges.get(range).connects());
    }
    return new Slices(parts, connects.stream().mapToLong(Long::longValue).toArray(), most);
  }

  /** One at least. */
  int count() {
    return count;
  }

  /** The number of a range's first slice. */
  int first(int range) {
    return firsts[range];
  }

  /** How many slices a range's part has. */
  int count(int range) {
    return counts[range];
  }

  /** Whether it is the first of its part. */
  boolean isFirst(int slice) {
    return first.get(slice);
  }

  /** By range the number of its part, in the order of their first ranges. */
  private static int[] parts(List<RecordedRange> ranges) {
    int[] leaders = new int[ranges.size()];
    Map<String, Integer> firstOfOwner = new HashMap<>();
    for (int range = 0; range < leaders.length; range++) {
      leaders[range] = range;
      for (String owner : ranges.get(range).owners()) {
        Integer before = firstOfOwner.putIfAbsent(owner, range);
        if (before != null) {
          join(leaders, before, range);
        }
      }
    }
    Map<Integer, Integer> numbers = new HashMap<>();
    int[] parts = new int[leaders.length];
    for (int range = 0; range < parts.length; range++) {
      int number = numbers.size();
      parts[range] = numbers.computeIfAbsent(leader(leaders, range), leader -> number);
    }
    return parts;
  }

  private static int leader(int[] leaders, int range) {
    int leader = range;
    while (leaders[leader] != leader) {
      leaders[leader] = leaders[leaders[leader]];
      leader = leaders[leader];
    }
    return leader;
  }

  private static void join(int[] leaders, int one, int other) {
    int a = leader(leaders, one);
    int b = leader(leaders, other);
    leaders[Math.max(a, b)] = Math.min(a, b);
  }
}

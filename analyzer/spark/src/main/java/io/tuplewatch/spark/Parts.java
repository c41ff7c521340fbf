package io.tuplewatch.spark;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Files to parts: two files with an owner in common are in one, directly or through others. */
final class Parts {

  private final int[] leaders;

  private Parts(int files) {
    leaders = new int[files];
    for (int file = 0; file < files; file++) {
      leaders[file] = file;
    }
  }

  /** Files of each part, in the order in which they are given; parts by their first file. */
  static List<List<String>> of(List<RecordedFile> files) {
    Parts parts = new Parts(files.size());
    Map<String, Integer> firstOfOwner = new HashMap<>();
    for (int file = 0; file < files.size(); file++) {
      for (String owner : files.get(file).owners()) {
        Integer before = firstOfOwner.putIfAbsent(owner, file);
        if (before != null) {
          parts.join(before, file);
        }
      }
    }
    Map<Integer, List<String>> byLeader = new LinkedHashMap<>();
    for (int file = 0; file < files.size(); file++) {
      byLeader
          .computeIfAbsent(parts.leader(file), leader -> new ArrayList<>())
          .add(files.get(file).file());
    }
    return List.copyOf(byLeader.values());
  }

  private int leader(int file) {
    int leader = file;
    while (leaders[leader] != leader) {
      leaders[leader] = leaders[leaders[leader]];
      leader = leaders[leader];
    }
    return leader;
  }

  private void join(int one, int other) {
    int a = leader(one);
    int b = leader(other);
    leaders[Math.max(a, b)] = Math.min(a, b);
  }
}

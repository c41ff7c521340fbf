package io.tuplewatch.selection.replay;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.selection.PortSpace;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.Sequential;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Plays recorded loads through algorithms, many seeds each, and no simulation twice: what is asked
 * for in other words, or has no effect on these loads, is looked up. Not thread-safe.
 */
final class Simulations {

  /** What becomes of the i-th load under a seed: one for each local address. */
  private interface Parts {
    List<Load> get(int i, long seed);
  }

  private final List<Load> recorded;
  private final List<SelectionAlgorithm> current;
  private final long firewallTimeout;
  private final int seeds;
  private final Searches searches = new Searches();

  /** Makes the loads, once they are asked for. */
  private List<Retries> retries = List.of();

  /** Counts of the loads as recorded, by the names of the algorithms in effect. */
  private final Map<List<String>, List<ReuseCount>> asRecorded = new HashMap<>();

  /**
   * @param current the algorithm that each load is played with where no other is asked for
   */
  Simulations(
      List<Load> recorded, List<SelectionAlgorithm> current, long firewallTimeout, int seeds) {
    this.recorded = recorded;
    this.current = current;
    this.firewallTimeout = firewallTimeout;
    this.seeds = seeds;
  }

  /** The counts of all loads together, seed by seed; a null algorithm is each load's own. */
  List<ReuseCount> counts(WhatIf change, @Nullable SelectionAlgorithm algorithm)
      throws InterruptedException {
    List<PortSpace> spaces = spaces(change);
    List<SelectionAlgorithm> algorithms = new ArrayList<>();
    for (int i = 0; i < recorded.size(); i++) {
      algorithms.add(inEffect(algorithm == null ? current.get(i) : algorithm, spaces.get(i)));
    }
    if (ChangedLoad.isRandom(change)) {
      List<Retries> known = change.working() > 0 ? retries() : List.of();
      return play(
          algorithms,
          (i, key) ->
              ChangedLoad.apply(
                  recorded.get(i),
                  known.isEmpty() ? null : known.get(i),
                  change,
                  spaces.get(i),
                  key));
    }
    List<List<Load>> loads =
        InParallel.mapInterruptibly(
            recorded.size(),
            i -> ChangedLoad.apply(recorded.get(i), null, change, spaces.get(i), 0));
    boolean same = loads.stream().flatMap(List::stream).toList().equals(recorded);
    return same ? asRecorded(algorithms) : play(algorithms, (i, key) -> loads.get(i));
  }

  private List<Retries> retries() throws InterruptedException {
    if (retries.isEmpty()) {
      retries =
          InParallel.mapInterruptibly(recorded.size(), i -> Retries.of(recorded.get(i).timeline()));
    }
    return retries;
  }

  /** The loads' spaces after a change; equal ones are one. */
  private List<PortSpace> spaces(WhatIf change) {
    Map<PortSpace, PortSpace> changed = new HashMap<>();
    return recorded.stream()
        .map(load -> changed.computeIfAbsent(load.space(), change::space))
        .toList();
  }

  private static SelectionAlgorithm inEffect(SelectionAlgorithm algorithm, PortSpace space) {
    return algorithm.actsOn(space) ? algorithm : new Sequential();
  }

  /**
   * All that algorithms differ in is what they do about a candidate that they cannot have: where
   * one met none, all come to the same.
   */
  private List<ReuseCount> asRecorded(List<SelectionAlgorithm> algorithms)
      throws InterruptedException {
    List<String> names = algorithms.stream().map(SelectionAlgorithm::name).toList();
    List<ReuseCount> counts = asRecorded.get(names);
    for (List<ReuseCount> known : asRecorded.values()) {
      boolean noneRefused = known.stream().allMatch(count -> count.refused() == 0);
      counts = counts == null && noneRefused ? known : counts;
    }
    if (counts == null) {
      counts = play(algorithms, (i, key) -> List.of(recorded.get(i)));
      asRecorded.put(names, counts);
    }
    return counts;
  }

  private List<ReuseCount> play(List<SelectionAlgorithm> algorithms, Parts parts)
      throws InterruptedException {
    int loads = recorded.size();
    List<ReuseCount> counts =
        InParallel.mapInterruptibly(
            seeds * loads,
            number -> {
              int i = number % loads;
              long key = number / loads * 1_000_003L + i;
              return play(parts.get(i, key), algorithms.get(i), key);
            });
    List<ReuseCount> sums = new ArrayList<>();
    for (int seed = 0; seed < seeds; seed++) {
      ReuseCount sum = new ReuseCount(firewallTimeout);
      counts.subList(seed * loads, (seed + 1) * loads).forEach(sum::merge);
      sums.add(sum);
    }
    return sums;
  }

  private ReuseCount play(List<Load> parts, SelectionAlgorithm algorithm, long key) {
    ReuseCount sum = new ReuseCount(firewallTimeout);
    for (int part = 0; part < parts.size(); part++) {
      Load load = parts.get(part);
      SelectionAlgorithm.Search search = searches.get(load.space(), algorithm);
      sum.merge(LoadRun.play(load, search, key + ((long) part << 40), firewallTimeout));
    }
    return sum;
  }
}

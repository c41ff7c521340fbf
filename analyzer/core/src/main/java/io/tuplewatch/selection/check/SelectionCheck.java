package io.tuplewatch.selection.check;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.selection.check.GroupCheck.Task;
import io.tuplewatch.selection.filter.CandidateRings;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.SelectionSettings;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which algorithm selected the recorded ports: of each destination by itself, and of all
 * destinations of one network namespace under the same sysctls together.
 *
 * @param destinations in the order given
 * @param pooled in the order of their first destination
 */
public record SelectionCheck(List<DestinationCheck> destinations, List<PooledCheck> pooled) {

  /** Connects looked at in all, and in one destination at least and at most. */
  private static final int BUDGET = 6_000;

  private static final int LEAST = 100;
  private static final int MOST = 5_000;

  private record Group(String realm, SelectionSettings settings) {}

  /**
   * Checks all destinations. O(connects), and seconds for what is looked at closely.
   *
   * @param destinations of one namespace those with most connects first
   * @throws InterruptedException if the calling thread is
   */
  public static SelectionCheck of(List<RecordedDestination> destinations)
      throws InterruptedException {
    CandidateRings rings = new CandidateRings();
    List<DestinationChecker> judgements =
        new ArrayList<>(
            InParallel.mapInterruptibly(
                destinations.size(), i -> new DestinationChecker(destinations.get(i), rings)));
    Map<String, Resalts> resalts = resalts(destinations, judgements);
    Collection<GroupCheck> groups = groups(destinations);
    DestinationCheck[] checks = new DestinationCheck[destinations.size()];
    int budget = Math.max(LEAST, Math.min(MOST, BUDGET / Math.max(1, destinations.size())));
    for (List<Task> next = next(groups); !next.isEmpty(); next = next(groups)) {
      List<Task> tasks = next;
      List<DestinationCheck> done =
          InParallel.mapInterruptibly(
              tasks.size(),
              n -> {
                int i = tasks.get(n).number();
                Resalts shown =
                    resalts.getOrDefault(destinations.get(i).key().realm(), Resalts.UNKNOWN);
                return judgements.get(i).check(shown, budget, tasks.get(n).others());
              });
      for (int n = 0; n < tasks.size(); n++) {
        checks[tasks.get(n).number()] = done.get(n);
        tasks.get(n).done(done.get(n));
      }
    }
    return new SelectionCheck(List.of(checks), groups.stream().map(GroupCheck::pooled).toList());
  }

  /** The re-salts of each realm; its destinations tell them together. */
  private static Map<String, Resalts> resalts(
      List<RecordedDestination> destinations, List<DestinationChecker> judgements) {
    Map<String, ResaltPhaseEstimator> phases = new LinkedHashMap<>();
    for (int i = 0; i < destinations.size(); i++) {
      String realm = destinations.get(i).key().realm();
      judgements.get(i).addTo(phases.computeIfAbsent(realm, each -> new ResaltPhaseEstimator()));
    }
    Map<String, Resalts> resalts = new LinkedHashMap<>();
    phases.forEach((realm, phase) -> resalts.put(realm, phase.resalts()));
    return resalts;
  }

  private static Collection<GroupCheck> groups(List<RecordedDestination> destinations) {
    Map<Group, GroupCheck> groups = new LinkedHashMap<>();
    for (int i = 0; i < destinations.size(); i++) {
      Group group = new Group(destinations.get(i).key().realm(), destinations.get(i).settings());
      groups.computeIfAbsent(group, each -> new GroupCheck(each.realm(), each.settings())).add(i);
    }
    return groups.values();
  }

  /** What is to be checked at the same time. */
  private static List<Task> next(Collection<GroupCheck> groups) {
    return groups.stream().flatMap(group -> group.next().stream()).toList();
  }
}

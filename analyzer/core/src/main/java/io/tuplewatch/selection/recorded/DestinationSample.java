package io.tuplewatch.selection.recorded;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which destinations are looked at where there are many: of each network namespace under the same
 * sysctls the busiest {@value #BUSIEST}, and of its others {@value #OTHERS} at even distances in
 * the order of their connects; of all namespaces {@value #MOST} destinations, those of the busiest
 * namespaces. One kernel selects the ports of all, so a few tell of the others.
 */
public final class DestinationSample {

  private static final int BUSIEST = 48;
  private static final int OTHERS = 16;
  private static final int MOST = 192;

  private record Group(String realm, SelectionSettings settings) {}

  private DestinationSample() {}

  /**
   * The chosen ones, in the order given. O(destinations).
   *
   * @param destinations those with most connects first
   */
  public static List<RecordedDestination> choose(List<RecordedDestination> destinations) {
    Map<Group, List<Integer>> groups = new LinkedHashMap<>();
    for (int i = 0; i < destinations.size(); i++) {
      RecordedDestination each = destinations.get(i);
      Group group = new Group(each.key().realm(), each.settings());
      groups.computeIfAbsent(group, of -> new ArrayList<>()).add(i);
    }
    List<Integer> chosen = new ArrayList<>();
    for (List<Integer> members : groups.values()) {
      List<Integer> some = some(members);
      chosen.addAll(some.subList(0, Math.min(some.size(), MOST - chosen.size())));
    }
    return chosen.stream().sorted().map(destinations::get).toList();
  }

  private static List<Integer> some(List<Integer> members) {
    if (members.size() <= BUSIEST + OTHERS) {
      return members;
    }
    List<Integer> some = new ArrayList<>(members.subList(0, BUSIEST));
    List<Integer> rest = members.subList(BUSIEST, members.size());
    for (int n = 0; n < OTHERS; n++) {
      some.add(rest.get((int) ((2L * n + 1) * rest.size() / (2L * OTHERS))));
    }
    return some;
  }
}

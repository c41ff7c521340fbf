package io.tuplewatch.selection.check;

import io.tuplewatch.selection.recorded.SelectionSettings;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The destinations of one network namespace under the same sysctls. One kernel selects the ports of
 * all, by one algorithm: so the comparison is run for a few destinations first, then for as many
 * again, and so on, until they tell together; of the rest it is only asked whether that algorithm
 * explains their ports. Not thread-safe.
 */
final class GroupCheck {

  /** Comparisons that are run in any case. */
  private static final int FIRST = 2;

  /**
   * A destination to be checked.
   *
   * @param number among all destinations
   * @param others what others of the group show, if that is clear
   */
  record Task(GroupCheck group, int number, @Nullable SelectionVerdict others) {

    void done(DestinationCheck check) {
      group.checks.add(check);
    }
  }

  private final String realm;
  private final SelectionSettings settings;
  private final List<Integer> members = new ArrayList<>();
  private final List<DestinationCheck> checks = new ArrayList<>();

  GroupCheck(String realm, SelectionSettings settings) {
    this.realm = realm;
    this.settings = settings;
  }

  /** Adds a destination by its number; those with most connects come first. */
  void add(int number) {
    members.add(number);
  }

  /** What is to be checked next; empty if all are. */
  List<Task> next() {
    int done = checks.size();
    SelectionVerdict others = done == 0 ? null : clear(pooled().verdict());
    int count = others != null ? members.size() : Math.max(FIRST, 2 * done);
    return members.subList(done, Math.min(count, members.size())).stream()
        .map(number -> new Task(this, number, others))
        .toList();
  }

  private static @Nullable SelectionVerdict clear(SelectionVerdict verdict) {
    boolean clear =
        verdict.kind() == SelectionVerdict.Kind.IDENTIFIED
            && verdict.margin() > ModelComparison.CLEAR;
    return clear ? verdict : null;
  }

  /** The verdict of those checked so far; at least one is. */
  PooledCheck pooled() {
    return PooledCheck.of(realm, settings, checks);
  }
}

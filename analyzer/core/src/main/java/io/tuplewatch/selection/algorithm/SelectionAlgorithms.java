package io.tuplewatch.selection.algorithm;

import io.tuplewatch.selection.QuotedText;
import java.util.List;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The registry of algorithms. To add one, write its class and name it in {@link #REGISTERED};
 * check, replay, what-ifs, simulation, command line and reports iterate.
 */
public final class SelectionAlgorithms {

  /** One of each family, in the order of tables. Of two sysctls that are set the later one wins. */
  private static final List<SelectionAlgorithm> REGISTERED =
      List.of(
          new Sequential(),
          new RandomRetry(),
          new RandomRetryAsMailed(),
          new RandomStep(RandomStep.FULL_WIDTH),
          new UncappedRandomStep());

  private SelectionAlgorithms() {}

  /** One of each family; one with a parameter has the value that differs most from sequential. */
  public static List<SelectionAlgorithm> all() {
    return REGISTERED;
  }

  /** Those of {@link #all} that tables and the check of recorded ports have a line for. */
  public static List<SelectionAlgorithm> compared() {
    return REGISTERED.stream().filter(SelectionAlgorithm::compared).toList();
  }

  /** The families that the check of recorded ports tells apart, in the order of tables. */
  public static List<String> families() {
    return compared().stream().map(SelectionAlgorithm::family).toList();
  }

  /**
   * Finds an algorithm by its name; a family stands for the one of {@link #all}.
   *
   * @throws IllegalArgumentException if there is none of that name; the message is one line
   */
  public static SelectionAlgorithm named(String name) {
    int equals = name.indexOf('=');
    String family = equals < 0 ? name : name.substring(0, equals);
    SelectionAlgorithm found = find(family);
    if (found == null) {
      throw new IllegalArgumentException(
          "no algorithm is called " + QuotedText.quote(name) + "; there are " + synopses());
    }
    return equals < 0 ? found : found.withParameter(name.substring(equals + 1));
  }

  private static @Nullable SelectionAlgorithm find(String family) {
    return REGISTERED.stream()
        .filter(each -> each.family().equals(family))
        .findFirst()
        .orElse(null);
  }

  /**
   * The algorithm that a kernel's sysctls select.
   *
   * @param sysctls the value of each below net.ipv4 by its name, -1 if it is not known
   */
  public static SelectionAlgorithm configuredBy(ToIntFunction<String> sysctls) {
    SelectionAlgorithm configured = new Sequential();
    for (SelectionAlgorithm each : REGISTERED) {
      String sysctl = each.sysctl();
      SelectionAlgorithm selected =
          sysctl == null ? null : each.configuredBy(sysctls.applyAsInt(sysctl));
      configured = selected == null ? configured : selected;
    }
    return configured;
  }

  /** Whether one sysctl selects both families, so that it does not tell which one a kernel has. */
  public static boolean shareSysctl(String family, String other) {
    String sysctl = required(family).sysctl();
    return family.equals(other) || (sysctl != null && sysctl.equals(required(other).sysctl()));
  }

  private static SelectionAlgorithm required(String family) {
    SelectionAlgorithm found = find(family);
    if (found == null) {
      throw new IllegalStateException("no algorithm is registered for " + family);
    }
    return found;
  }

  /**
   * The algorithm that a what-if asks for, such as {@code retry=random}; null if the name is not
   * one of an algorithm's.
   *
   * @throws IllegalArgumentException if it is, and the value is not; the message is one line
   */
  public static @Nullable SelectionAlgorithm changedTo(String name, String value) {
    List<SelectionAlgorithm> ofName =
        REGISTERED.stream().filter(each -> changeName(each).equals(name)).toList();
    if (ofName.isEmpty() || value.equals("off")) {
      return ofName.isEmpty() ? null : new Sequential();
    }
    for (SelectionAlgorithm each : ofName) {
      if (changeValue(each).equals(value)) {
        return each;
      }
    }
    for (SelectionAlgorithm each : ofName) {
      if (!each.synopsis().equals(each.family())) {
        return each.withParameter(value);
      }
    }
    throw new IllegalArgumentException(name + " is " + values(ofName, ", ") + " or off");
  }

  /** What a what-if can ask for, such as {@code retry=random|random-as-mailed|off, step=W|off}. */
  public static String changes() {
    return REGISTERED.stream()
        .map(SelectionAlgorithms::changeName)
        .filter(name -> !name.isEmpty())
        .distinct()
        .map(
            name ->
                name
                    + "="
                    + values(
                        REGISTERED.stream().filter(each -> changeName(each).equals(name)).toList(),
                        "|")
                    + "|off")
        .collect(Collectors.joining(", "));
  }

  private static String values(List<SelectionAlgorithm> algorithms, String separator) {
    return algorithms.stream()
        .map(SelectionAlgorithms::changeValue)
        .collect(Collectors.joining(separator));
  }

  private static String changeName(SelectionAlgorithm algorithm) {
    String change = algorithm.change();
    return change == null ? "" : change.substring(0, change.indexOf('='));
  }

  private static String changeValue(SelectionAlgorithm algorithm) {
    String change = algorithm.change();
    return change == null ? "" : change.substring(change.indexOf('=') + 1);
  }

  /** How to write the names of all, for people. */
  public static String synopses() {
    return REGISTERED.stream()
        .map(SelectionAlgorithm::synopsis)
        .collect(Collectors.joining(", "))
        .replaceFirst(", ([^,]*)$", " and $1");
  }
}

package io.tuplewatch.selection.check;

import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.algorithm.Sequential;
import io.tuplewatch.selection.check.SelectionVerdict.Kind;
import io.tuplewatch.selection.check.SelectionVerdict.Reason;
import io.tuplewatch.selection.recorded.SelectionSettings;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The verdict of all destinations of one network namespace under the same sysctls.
 *
 * @param realm the namespace
 * @param destinations how many
 * @param behind as of {@link DestinationCheck}, sums
 */
public record PooledCheck(
    String realm,
    SelectionSettings settings,
    int destinations,
    SelectionVerdict verdict,
    Map<String, Double> behind) {

  /** Whether the ports agree with the recorded sysctls. */
  public Agreement agreement() {
    return Agreement.of(verdict, settings);
  }

  static PooledCheck of(
      String realm, SelectionSettings settings, List<DestinationCheck> destinations) {
    List<DestinationCheck> judged =
        destinations.stream().filter(PooledCheck::hasJudgedLikelihoods).toList();
    Map<String, Double> sums = new HashMap<>();
    for (DestinationCheck destination : judged) {
      destination.behind().forEach((family, behind) -> sums.merge(family, behind, Double::sum));
    }
    return new PooledCheck(
        realm, settings, destinations.size(), verdict(destinations, judged, sums), relative(sums));
  }

  /** Likelihoods that were not believed for one destination, or do not differ, add nothing. */
  private static boolean hasJudgedLikelihoods(DestinationCheck destination) {
    return !destination.behind().isEmpty()
        && switch (destination.verdict().reason()) {
          case LIKELIHOOD, TOO_CLOSE -> true;
          case OTHERS,
              COINCIDE,
              CROWDED,
              NO_CONNECTS,
              RANGE_NOT_IN_FORCE,
              RESERVED_UNKNOWN,
              NO_RESALT,
              OLD_KERNEL,
              UNEXPLAINED ->
              false;
        };
  }

  private static Map<String, Double> relative(Map<String, Double> sums) {
    double least = sums.values().stream().mapToDouble(each -> each).min().orElse(0);
    Map<String, Double> relative = new HashMap<>();
    sums.forEach((family, sum) -> relative.put(family, sum - least));
    return relative;
  }

  /** One destination's reason not to be judged stands for all only if none was judged. */
  private static SelectionVerdict verdict(
      List<DestinationCheck> destinations,
      List<DestinationCheck> judged,
      Map<String, Double> sums) {
    boolean notModelled =
        destinations.stream().anyMatch(each -> each.verdict().kind() == Kind.NOT_MODELLED);
    if (judged.isEmpty() && notBetterThanAnyPort(destinations)) {
      return SelectionVerdict.notModelled(0, Reason.UNEXPLAINED);
    }
    if (judged.isEmpty() || notModelled) {
      return destinations.stream()
          .map(DestinationCheck::verdict)
          .max(Comparator.comparing(verdict -> verdict.kind() == Kind.NOT_MODELLED))
          .orElseThrow();
    }
    return together(judged, relative(sums));
  }

  private static SelectionVerdict together(
      List<DestinationCheck> judged, Map<String, Double> behind) {
    List<Map.Entry<String, Double>> families =
        behind.entrySet().stream().sorted(Map.Entry.comparingByValue()).toList();
    double margin = families.get(1).getValue();
    if (families.get(0).getKey().equals(ModelComparison.NOT_MODELLED)) {
      return unexplained(judged, margin);
    }
    double enough =
        DecisionRule.enough(
            judged.stream().allMatch(DestinationCheck::reservedRecorded), windows(judged));
    boolean namedAlone = judged.stream().anyMatch(each -> names(each, families.get(0).getKey()));
    List<String> remaining =
        families.stream()
            .filter(family -> !isClearlyAhead(family.getValue(), enough, namedAlone))
            .map(Map.Entry::getKey)
            .toList();
    return remaining.size() > 1
        ? SelectionVerdict.cannotTell(margin, remaining, Reason.TOO_CLOSE)
        : SelectionVerdict.identified(
            name(remaining.get(0), judged), margin, remaining, Reason.LIKELIHOOD);
  }

  private static boolean names(DestinationCheck destination, String family) {
    SelectionVerdict verdict = destination.verdict();
    return verdict.kind() == Kind.IDENTIFIED && verdict.remaining().contains(family);
  }

  /** Where no destination names it alone, no window of any may be what decides. */
  private static boolean isClearlyAhead(double margin, double enough, boolean namedAlone) {
    return margin >= enough && (namedAlone || DecisionRule.isEnoughWithoutAnyWindow(margin));
  }

  /** Ports drawn anywhere are likelier than any algorithm. */
  private static SelectionVerdict unexplained(List<DestinationCheck> judged, double margin) {
    boolean listKnown =
        judged.stream().allMatch(each -> each.reservedRecorded() && each.usedThoughReserved() == 0);
    boolean sure = listKnown && margin > DecisionRule.enough(true, windows(judged));
    return sure
        ? SelectionVerdict.notModelled(margin, Reason.UNEXPLAINED)
        : SelectionVerdict.cannotTell(
            margin,
            SelectionAlgorithms.families(),
            listKnown ? Reason.UNEXPLAINED : Reason.RESERVED_UNKNOWN);
  }

  /** Whether destinations where all algorithms choose alike show together that none did. */
  private static boolean notBetterThanAnyPort(List<DestinationCheck> destinations) {
    List<DestinationCheck> alike =
        destinations.stream().filter(each -> each.verdict().reason() == Reason.COINCIDE).toList();
    double ahead = alike.stream().mapToDouble(PooledCheck::anyPortAhead).sum();
    return ahead > DecisionRule.enough(true, windows(alike));
  }

  private static int windows(List<DestinationCheck> destinations) {
    return destinations.stream().mapToInt(DestinationCheck::windowsJudged).sum();
  }

  private static double anyPortAhead(DestinationCheck destination) {
    return destination.behind().getOrDefault(new Sequential().family(), 0.)
        - destination.behind().getOrDefault(ModelComparison.NOT_MODELLED, 0.);
  }

  /** A width is the one that most destinations show. */
  private static String name(String family, List<DestinationCheck> judged) {
    return judged.stream()
        .map(each -> each.verdict().algorithm())
        .filter(name -> name != null && (name.equals(family) || name.startsWith(family + "=")))
        .findFirst()
        .orElse(family);
  }
}

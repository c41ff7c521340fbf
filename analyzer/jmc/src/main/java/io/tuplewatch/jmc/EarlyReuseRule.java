package io.tuplewatch.jmc;

import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.VerdictSentences;
import io.tuplewatch.report.Wording;
import io.tuplewatch.reuse.ClassifiedUse;
import java.util.Comparator;
import java.util.List;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/** Whether early reuses of four-tuples fail more often than other connects. */
public final class EarlyReuseRule extends TuplewatchRule {

  static final TypedResult<IQuantity> FAILED_EARLY = Results.count("failedEarlyReuses");
  static final TypedResult<IQuantity> EARLY = Results.count("earlyReuses");
  static final TypedResult<IQuantity> CONNECTS = Results.count("connects");
  static final TypedResult<IQuantity> COMPARED_EARLY = Results.count("comparedEarlyReuses");
  static final TypedResult<IQuantity> COMPARED_EARLY_FAILED =
      Results.count("comparedEarlyReuseFailures");
  static final TypedResult<IQuantity> COMPARED_OTHERS = Results.count("comparedOthers");
  static final TypedResult<IQuantity> COMPARED_OTHERS_FAILED =
      Results.count("comparedOtherFailures");
  static final TypedResult<String> VERDICT = Results.text("verdict");
  static final TypedResult<IQuantity> LIFETIME_LOW = Results.timespan("lifetimeLow");
  static final TypedResult<IQuantity> LIFETIME_HIGH = Results.timespan("lifetimeHigh");
  static final TypedResult<String> SEEN = Results.text("seen");
  static final TypedResult<String> MEANING = Results.text("meaning");
  static final TypedResult<String> SETTLED_BY = Results.text("settledBy");
  static final TypedCollectionResult<String> OTHERS = Results.lines("otherDestinations");
  static final TypedCollectionResult<String> TUPLES = Results.lines("tuples");

  private static final TypedPreference<IQuantity> NOTE =
      Preferences.count("early.reuse.info.limit", 1);

  public EarlyReuseRule() {
    super(
        "TuplewatchEarlyReuse",
        SocketConnect.NAME,
        List.of(NOTE),
        Results.with(
            FAILED_EARLY,
            EARLY,
            CONNECTS,
            COMPARED_EARLY,
            COMPARED_EARLY_FAILED,
            COMPARED_OTHERS,
            COMPARED_OTHERS_FAILED,
            VERDICT,
            LIFETIME_LOW,
            LIFETIME_HIGH,
            SEEN,
            MEANING,
            SETTLED_BY,
            OTHERS,
            TUPLES));
  }

  @Override
  IResult evaluate(ItemDiagnosis found, IPreferenceValueProvider preferences) {
    Diagnosis diagnosis = found.diagnosis();
    List<Finding> telling =
        diagnosis.findings().destinations().stream()
            .filter(finding -> score(finding, preferences) >= Severity.INFO.getLimit())
            .sorted(Comparator.comparingDouble((Finding finding) -> -score(finding, preferences)))
            .toList();
    ResultBuilder result =
        scored(preferences, telling.isEmpty() ? 0 : score(telling.get(0), preferences));
    addCounts(result, diagnosis.summary().connects());
    return telling.isEmpty()
        ? result
            .setSummary(Messages.get("early.none"))
            .setExplanation(Messages.get("early.normal"))
            .build()
        : telling(result, telling, diagnosis);
  }

  /**
   * A clear difference is a warning, its size tells how much of one. Where nothing can be told,
   * failed early reuses are worth a note.
   */
  private static double score(Finding finding, IPreferenceValueProvider preferences) {
    double warning = Severity.WARNING.getLimit();
    if (finding.verdict() == Verdict.REUSE_FAILS) {
      Interval difference = finding.evidence().comparison().riskDifference();
      return warning + 25 * (difference == null ? 0 : Math.max(0, difference.estimate()));
    }
    boolean open =
        finding.verdict() == Verdict.NOT_CLEAR
            || finding.verdict() == Verdict.NO_COMPARISON
            || finding.verdict() == Verdict.NO_COMPARED_FAILURE;
    long failed = finding.reuse().tallies().failedEarlyReuses();
    return open && failed >= preferences.getPreferenceValue(NOTE).longValue() && failed > 0
        ? Severity.INFO.getLimit()
        : 0;
  }

  private static void addCounts(ResultBuilder result, Tallies connects) {
    Tally early = connects.comparedEarlyReuses();
    Tally others = connects.comparedOthers();
    result
        .addResult(FAILED_EARLY, Results.quantity(connects.failedEarlyReuses()))
        .addResult(EARLY, Results.quantity(connects.earlyReuses().connects()))
        .addResult(CONNECTS, Results.quantity(connects.all().connects()))
        .addResult(COMPARED_EARLY, Results.quantity(early.connects()))
        .addResult(COMPARED_EARLY_FAILED, Results.quantity(early.failed()))
        .addResult(COMPARED_OTHERS, Results.quantity(others.connects()))
        .addResult(COMPARED_OTHERS_FAILED, Results.quantity(others.failed()));
  }

  private static IResult telling(ResultBuilder result, List<Finding> telling, Diagnosis diagnosis) {
    Finding worst = telling.get(0);
    VerdictSentences sentences = VerdictSentences.of(worst, diagnosis);
    addLifetime(result, worst.lifetime());
    return result
        .addResult(VERDICT, worst.verdict().name())
        .addResult(SEEN, Results.untrusted(sentences.seen()))
        .addResult(MEANING, Results.untrusted(sentences.meaning()))
        .addResult(SETTLED_BY, Results.untrusted(sentences.settledBy()))
        .addResult(OTHERS, Results.untrusted(others(telling, diagnosis)))
        .addResult(TUPLES, Results.untrusted(tuples(diagnosis)))
        .setSummary(Messages.get("early.seen"))
        .setExplanation(
            Messages.get(telling.size() > 1 ? "early.explanation.others" : "early.explanation"))
        .setSolution(Messages.get("early.solution"))
        .build();
  }

  private static void addLifetime(ResultBuilder result, Lifetime lifetime) {
    if (lifetime.answer() != Lifetime.Answer.NONE_FOUND) {
      result.addResult(LIFETIME_LOW, Results.nanos(lifetime.lowNanos()));
    }
    if (lifetime.ends()) {
      result.addResult(LIFETIME_HIGH, Results.nanos(lifetime.highNanos()));
    }
  }

  private static List<String> others(List<Finding> telling, Diagnosis diagnosis) {
    return telling.subList(1, telling.size()).stream()
        .map(finding -> VerdictSentences.of(finding, diagnosis))
        .map(sentences -> sentences.seen() + " " + sentences.meaning())
        .toList();
  }

  private static List<String> tuples(Diagnosis diagnosis) {
    return diagnosis.worstReuses().stream()
        .filter(ClassifiedUse::failedEarlyReuse)
        .map(EarlyReuseRule::line)
        .toList();
  }

  private static String line(ClassifiedUse reuse) {
    return Wording.time(reuse.use().wallTime())
        + " UTC "
        + TupleText.tuple(reuse.use().key().tuple())
        + (reuse.idleAtMost() ? " idle at most " : " idle ")
        + Wording.span(reuse.idle());
  }
}

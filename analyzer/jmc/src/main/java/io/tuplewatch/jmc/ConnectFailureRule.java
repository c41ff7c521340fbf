package io.tuplewatch.jmc;

import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.Summary;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.report.CauseWording;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.Wording;
import java.util.List;
import java.util.Map;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.Severity;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/** How many connects failed, and what made them fail. */
public final class ConnectFailureRule extends TuplewatchRule {

  static final TypedResult<IQuantity> FAILURES = Results.count("failures");
  static final TypedResult<IQuantity> CONNECTS = Results.count("connects");
  static final TypedResult<IQuantity> SHARE = Results.share("failureShare");
  static final TypedResult<IQuantity> NOT_SENT = Results.count("notSent");
  static final TypedResult<String> CAUSES = Results.text("causes");
  static final TypedCollectionResult<String> DESTINATIONS = Results.lines("failingDestinations");

  private static final TypedPreference<IQuantity> NOTE =
      Preferences.share("connect.failures.info.limit", 0.1);
  private static final TypedPreference<IQuantity> WARNING =
      Preferences.share("connect.failures.warning.limit", 1);

  public ConnectFailureRule() {
    super(
        "TuplewatchConnectFailures",
        SocketConnect.NAME,
        List.of(NOTE, WARNING),
        Results.with(FAILURES, CONNECTS, SHARE, NOT_SENT, CAUSES, DESTINATIONS));
  }

  @Override
  IResult evaluate(ItemDiagnosis found, IPreferenceValueProvider preferences) {
    Summary summary = found.diagnosis().summary();
    Tally all = summary.connects().all();
    double share = all.connects() == 0 ? 0 : (double) all.failed() / all.connects();
    long notSent = notSent(summary);
    double least = notSent > 0 ? Severity.INFO.getLimit() : Severity.OK.getLimit();
    ResultBuilder result =
        scored(preferences, Math.max(least, score(share, preferences, NOTE, WARNING)))
            .addResult(FAILURES, Results.quantity(all.failed()))
            .addResult(CONNECTS, Results.quantity(all.connects()))
            .addResult(SHARE, Results.share(share))
            .addResult(NOT_SENT, Results.quantity(notSent))
            .addResult(CAUSES, CauseWording.of(found.diagnosis().findings().causes()));
    if (all.failed() == 0 && notSent == 0) {
      return result.setSummary(Messages.get("failures.none")).build();
    }
    return result
        .addResult(DESTINATIONS, Results.untrusted(destinations(found)))
        .setSummary(Messages.get("failures.some"))
        .setExplanation(Messages.get("failures.explanation"))
        .setSolution(Messages.get("failures.solution"))
        .build();
  }

  private static long notSent(Summary summary) {
    return summary.apart().entrySet().stream()
        .filter(apart -> apart.getKey().failedBeforeSyn())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  private static List<String> destinations(ItemDiagnosis found) {
    return found.diagnosis().findings().destinations().stream()
        .filter(finding -> finding.reuse().tallies().all().failed() > 0)
        .map(ConnectFailureRule::line)
        .toList();
  }

  private static String line(Finding finding) {
    return TupleText.destination(finding.reuse().destination(), finding.reuse().host())
        + ": "
        + Wording.rate(finding.reuse().tallies().all())
        + ": "
        + CauseWording.of(finding.causes());
  }
}

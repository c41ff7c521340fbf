package io.tuplewatch.jmc;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.LateAnswers;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.Wording;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.unit.IQuantity;
import org.openjdk.jmc.common.util.IPreferenceValueProvider;
import org.openjdk.jmc.common.util.TypedPreference;
import org.openjdk.jmc.flightrecorder.rules.IResult;
import org.openjdk.jmc.flightrecorder.rules.ResultBuilder;
import org.openjdk.jmc.flightrecorder.rules.TypedCollectionResult;
import org.openjdk.jmc.flightrecorder.rules.TypedResult;

/** Connects that worked, but not before their second SYN was due: the client waited a second. */
public final class LateAnswerRule extends TuplewatchRule {

  static final TypedResult<IQuantity> WORKED = Results.count("connected");
  static final TypedResult<IQuantity> LATE = Results.count("answeredLate");
  static final TypedResult<IQuantity> SECOND = Results.count("answeredAtSecondSyn");
  static final TypedResult<IQuantity> LATER = Results.count("answeredAtLaterSyn");
  static final TypedResult<IQuantity> SHARE = Results.share("answeredLateShare");
  static final TypedCollectionResult<String> DESTINATIONS = Results.lines("lateDestinations");

  private static final TypedPreference<IQuantity> NOTE =
      Preferences.share("late.answers.info.limit", 0.1);
  private static final TypedPreference<IQuantity> WARNING =
      Preferences.share("late.answers.warning.limit", 1);

  public LateAnswerRule() {
    super(
        "TuplewatchLateAnswers",
        SocketConnect.NAME,
        List.of(NOTE, WARNING),
        Results.with(WORKED, LATE, SECOND, LATER, SHARE, DESTINATIONS));
  }

  @Override
  IResult evaluate(ItemDiagnosis found, IPreferenceValueProvider preferences) {
    List<LateAnswers> answers = found.diagnosis().findings().lateAnswers();
    long connected = answers.stream().mapToLong(LateAnswers::connected).sum();
    long second = answers.stream().mapToLong(LateAnswers::second).sum();
    long later = answers.stream().mapToLong(LateAnswers::later).sum();
    double share = connected == 0 ? 0 : (double) (second + later) / connected;
    ResultBuilder result =
        scored(preferences, score(share, preferences, NOTE, WARNING))
            .addResult(WORKED, Results.quantity(connected))
            .addResult(LATE, Results.quantity(second + later))
            .addResult(SECOND, Results.quantity(second))
            .addResult(LATER, Results.quantity(later))
            .addResult(SHARE, Results.share(share));
    if (second + later == 0) {
      return result.setSummary(Messages.get("late.none")).build();
    }
    return result
        .addResult(DESTINATIONS, Results.untrusted(destinations(answers, found)))
        .setSummary(Messages.get("late.some"))
        .setExplanation(Messages.get("late.explanation"))
        .setSolution(Messages.get("late.solution"))
        .build();
  }

  private static List<String> destinations(List<LateAnswers> answers, ItemDiagnosis found) {
    Map<Destination, @Nullable String> hosts = new HashMap<>();
    for (DestinationReuse reuse : found.diagnosis().destinations()) {
      hosts.put(reuse.destination(), reuse.host());
    }
    return answers.stream()
        .filter(answer -> answer.late() > 0)
        .map(
            answer ->
                TupleText.destination(answer.destination(), hosts.get(answer.destination()))
                    + ": "
                    + Wording.count(answer.late())
                    + " of "
                    + Wording.count(answer.connected())
                    + " ("
                    + Wording.percent(answer.late(), answer.connected())
                    + ")")
        .toList();
  }
}

package io.tuplewatch.jmc;

import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.report.QualityText;
import io.tuplewatch.report.Wording;
import java.util.ArrayList;
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

/** Whether the recording holds what the other rules rest on. */
public final class RecordingQualityRule extends TuplewatchRule {

  static final TypedResult<IQuantity> NOT_READ = Results.count("eventsNotRead");
  static final TypedResult<IQuantity> HOLES = Results.count("recordingHoles");
  static final TypedResult<IQuantity> LOST = Results.count("lostBytes");
  static final TypedCollectionResult<String> REMARKS = Results.lines("remarks");

  private static final TypedPreference<IQuantity> NOTE =
      Preferences.share("not.read.info.limit", 0.1);
  private static final TypedPreference<IQuantity> WARNING =
      Preferences.share("not.read.warning.limit", 1);

  public RecordingQualityRule() {
    super(
        "TuplewatchRecordingQuality",
        NetworkSettings.NAME,
        List.of(NOTE, WARNING),
        Results.with(NOT_READ, HOLES, LOST, REMARKS));
  }

  @Override
  IResult evaluate(ItemDiagnosis found, IPreferenceValueProvider preferences) {
    Map<QualityCounter, Long> counts = found.diagnosis().quality().counts();
    long notRead = counts.getOrDefault(QualityCounter.EVENTS_NOT_READ, 0L);
    long holes = counts.getOrDefault(QualityCounter.RECORDING_HOLES, 0L);
    long read =
        found.diagnosis().recordings().stream().mapToLong(r -> r.connects() + r.closes()).sum();
    long lost = found.diagnosis().recordings().stream().mapToLong(r -> r.lostBytes()).sum();
    double share = (double) notRead / Math.max(1, read + notRead);
    double missing = score(share, preferences, NOTE, WARNING);
    boolean noted =
        lost > 0 || !found.everyUseWritten() || counts.keySet().stream().anyMatch(c -> matters(c));
    double score = noted ? Math.max(Severity.INFO.getLimit(), missing) : missing;
    ResultBuilder result =
        scored(preferences, score)
            .addResult(NOT_READ, Results.quantity(notRead))
            .addResult(HOLES, Results.quantity(holes))
            .addResult(LOST, Results.quantity(lost))
            .addResult(REMARKS, Results.untrusted(remarks(found, lost)));
    String remarks = Messages.get(counts.isEmpty() && !noted ? "quality.none" : "quality.remarks");
    return result
        .setSummary(
            Messages.get(score >= Severity.INFO.getLimit() ? "quality.noted" : "quality.good"))
        .setExplanation(remarks)
        .setSolution(score >= Severity.INFO.getLimit() ? Messages.get("quality.solution") : null)
        .build();
  }

  /** Whether it takes something from the other rules, in recordings that are as they should be. */
  private static boolean matters(QualityCounter counter) {
    return switch (counter) {
      case MALFORMED_EVENTS,
          UNKNOWN_OUTCOMES,
          EVENTS_WITHOUT_CLOCK_OFFSET,
          JVMS_WITHOUT_NAMESPACE,
          RECORDING_HOLES,
          CLOCK_STEPS,
          AGENT_ERRORS ->
          true;
      case EVENTS_NOT_READ, // has a score of its own
          DUPLICATE_EVENTS,
          PROCESSES_OF_ONE_JVM_ID,
          AMBIGUOUS_LOCAL_ADDRESSES,
          CONNECTIONS_WITHOUT_CLOSE,
          CLOSES_WITHOUT_CONNECT,
          OVERLAPPING_USES,
          UNSEEN_CONNECTS,
          FAILED_BINDS ->
          false;
    };
  }

  private static List<String> remarks(ItemDiagnosis found, long lost) {
    List<String> remarks = new ArrayList<>();
    if (!found.everyUseWritten()) {
      remarks.add(Messages.get("quality.left.out"));
    }
    if (lost > 0) {
      remarks.add(Messages.get("quality.lost").formatted(Wording.count(lost)));
    }
    found
        .diagnosis()
        .quality()
        .counts()
        .forEach(
            (counter, count) ->
                remarks.add(Wording.count(count) + " " + QualityText.meaning(counter)));
    return remarks;
  }
}

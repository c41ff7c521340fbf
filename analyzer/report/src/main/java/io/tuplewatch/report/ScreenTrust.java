package io.tuplewatch.report;

import io.tuplewatch.connection.QualityCounter;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.report.FirstScreen.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** How far the verdict can be trusted: the comparison, what was lost, what cannot be seen. */
final class ScreenTrust {

  private final Trouble trouble;
  private final Diagnosis diagnosis;

  ScreenTrust(Trouble trouble) {
    this.trouble = trouble;
    this.diagnosis = trouble.diagnosis();
  }

  List<String> sentences() {
    List<String> sentences = new ArrayList<>();
    if (trouble.kind() == Kind.NOTHING_RECORDED) {
      return sentences;
    }
    compared(sentences);
    SeenText.sentence(diagnosis.findings().audit()).ifPresent(sentences::add);
    lost(sentences);
    unseen(sentences);
    limits(sentences);
    return sentences;
  }

  /** Without what holds for every recording. */
  List<String> inShort() {
    List<String> sentences = new ArrayList<>();
    if (trouble.kind() != Kind.NOTHING_RECORDED) {
      compared(sentences);
      SeenText.sentence(diagnosis.findings().audit()).ifPresent(sentences::add);
      if (sentences.isEmpty() || !complete()) {
        lost(sentences);
      }
      unseen(sentences);
    }
    return sentences;
  }

  private void compared(List<String> sentences) {
    if (trouble.subject() == null) {
      return;
    }
    Interval difference = trouble.about().evidence().comparison().riskDifference();
    if (difference != null) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "In the same moments reused ports fail %s (95 %% interval %.1f to %.1f).",
              moreOften(100 * difference.estimate()),
              100 * difference.low(),
              100 * difference.high()));
    }
  }

  private static String moreOften(double points) {
    String size = String.format(Locale.ROOT, "%.1f", Math.abs(points));
    return size.equals("0.0")
        ? "as often as others, within 0.0 points"
        : size + " points " + (points < 0 ? "less" : "more") + " often";
  }

  /** Whether everything that happened was recorded and read, as far as is known. */
  boolean complete() {
    List<String> sentences = new ArrayList<>();
    lost(sentences);
    return sentences.equals(List.of(NOTHING_LOST));
  }

  private static final String NOTHING_LOST = "No event was lost.";

  private void lost(List<String> sentences) {
    List<String> losses = new ArrayList<>();
    add(QualityCounter.EVENTS_NOT_READ, "event", "not read", losses);
    add(QualityCounter.RECORDING_HOLES, "hole", "in the recording", losses);
    add(QualityCounter.MALFORMED_EVENTS, "event", "malformed", losses);
    long lostBytes = diagnosis.recordings().stream().mapToLong(Recording::lostBytes).sum();
    if (lostBytes > 0) {
      losses.add(Wording.count(lostBytes, "byte") + " of events lost by Flight Recorder");
    }
    long damaged =
        diagnosis.recordings().stream()
            .filter(recording -> recording.problems().stream().anyMatch(Problem::dataLost))
            .count();
    if (damaged > 0) {
      losses.add(Wording.count(damaged, "file") + " damaged");
    }
    sentences.add(
        losses.isEmpty() ? NOTHING_LOST : "Incomplete: " + String.join(", ", losses) + ".");
  }

  private void add(QualityCounter counter, String noun, String what, List<String> losses) {
    long count = count(counter);
    if (count > 0) {
      losses.add(Wording.count(count, noun) + " " + what);
    }
  }

  private long count(QualityCounter counter) {
    return diagnosis.quality().counts().getOrDefault(counter, 0L);
  }

  private void unseen(List<String> sentences) {
    long unseen = count(QualityCounter.UNSEEN_CONNECTS);
    if (unseen > 0) {
      sentences.add(
          Wording.count(unseen, "connect") + " of other processes here were not recorded.");
    }
  }

  private void limits(List<String> sentences) {
    switch (trouble.kind()) {
      case REUSE -> {
        if (!diagnosis.findings().audit().witnesses().any()) {
          sentences.add("Only the device's log can settle it.");
        }
        if (diagnosis.findings().nat() == Nat.UNKNOWN) {
          sentences.add("Source NAT: not known (--nat).");
        } else if (diagnosis.findings().nat() == Nat.SOURCE) {
          sentences.add("Source NAT stands between: the device sees other ports.");
        }
      }
      case LIMIT -> sentences.add("From here a device's limit and a full accept queue look alike.");
      case DELAYED ->
          sentences.add(
              "Lateness is told by the connect's duration: an application that asks late looks"
                  + " alike.");
      case OUTAGE, UNANSWERED ->
          sentences.add(
              "From here a full accept queue, a host that is away and a cut path look alike.");
      case REFUSED -> sentences.add("From here a server and a device before it refuse alike.");
      case NO_FREE_PORT, NOT_SENT, CANNOT_TELL, NO_TROUBLE, NOTHING_RECORDED -> {}
    }
  }
}

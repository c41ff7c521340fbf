package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.IdleRow;
import io.tuplewatch.diagnosis.LateAnswers;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.search.Delay;
import io.tuplewatch.report.FirstScreen.Row;
import io.tuplewatch.report.FirstScreen.Step;
import io.tuplewatch.report.FirstScreen.Table;
import io.tuplewatch.reuse.IdleTimeout;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What the first screen says of a destination whose connects work, but late where their source port
 * was used shortly before.
 */
record ScreenDelay(LateAnswers answers) {

  /** The one with most late answers; empty where no delay has to do with reuse. */
  static Optional<ScreenDelay> of(Diagnosis diagnosis) {
    return diagnosis.findings().lateAnswers().stream()
        .filter(late -> late.delay() != null)
        .map(ScreenDelay::new)
        .findFirst();
  }

  private Delay delay() {
    return Objects.requireNonNull(answers.delay());
  }

  String verdict() {
    return "Likely a device on the path, or the server, still holds closed sessions: connects on"
        + " ports used "
        + before()
        + " are answered "
        + lateness();
  }

  /** What is said of the delay beside another trouble. */
  String besides() {
    return "Besides, connects to "
        + TupleText.endpoint(
            answers.destination().remoteAddress(), answers.destination().remotePort())
        + " on ports used "
        + before()
        + " are answered "
        + lateness()
        + ": "
        + counts();
  }

  private String before() {
    IdleTimeout.Step step = delay().step();
    return step.withoutEnd()
        ? "before, " + Wording.span(step.lowNanos()) + " ago or longer,"
        : "less than " + Wording.spanUp(step.highNanos()) + " before";
  }

  private String lateness() {
    return answers.later() == 0 ? "1 s late, at their second SYN" : "1 s late or more";
  }

  String explained() {
    return "No connect failed. Of those in the same moments " + counts();
  }

  private String counts() {
    Comparison comparison = delay().comparison();
    return Wording.count(comparison.earlyFailed())
        + " of "
        + Wording.count(comparison.early())
        + " on such ports were answered late, of the others "
        + Wording.count(comparison.othersFailed())
        + " of "
        + Wording.count(comparison.others())
        + " (p "
        + Wording.p(delay().adjustedP())
        + ").";
  }

  Table table() {
    IdleTimeout.Step step = delay().step();
    List<Row> rows =
        answers.byIdle().stream()
            .map(row -> new Row(label(row, step), row.connects(), ""))
            .collect(Collectors.toList());
    return new Table("source port last used", "answered late", false, rows);
  }

  private static String label(IdleRow row, IdleTimeout.Step step) {
    return IdleLabel.of(row, step.highNanos());
  }

  Step ask() {
    return new Step(
        "Ask the firewall team and who runs the server",
        List.of(
            "a stateful device, a load balancer (IPVS) or the server's TIME_WAIT that answers the"
                + " first SYN of a known four-tuple otherwise",
            "capture at both ends: is the first SYN there?"));
  }
}

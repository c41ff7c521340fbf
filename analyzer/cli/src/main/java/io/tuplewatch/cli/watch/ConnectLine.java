package io.tuplewatch.cli.watch;

import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.ConnectDetails;
import io.tuplewatch.connection.Use;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.SideWording;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.reuse.ClassifiedUse;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** A failure as a line. */
final class ConnectLine {

  private ConnectLine() {}

  /** Whether a connect is told as a line of its own. */
  static boolean isFailure(SeenConnect connect) {
    return connect.result() != AttemptResult.WORKED
        && connect.result() != AttemptResult.CLOSED_BY_APPLICATION;
  }

  /** Its time, its JVM, and all that is known. */
  static String of(SeenConnect connect) {
    Instant time = Instant.ofEpochSecond(0, connect.use().wallTime());
    return time.truncatedTo(ChronoUnit.MILLIS)
        + " "
        + connect.jvm().pid()
        + " "
        + SafeText.of(connect.jvm().name())
        + ": "
        + what(connect);
  }

  /** What happened, without time and JVM. */
  static String what(SeenConnect connect) {
    StringBuilder line = new StringBuilder(kind(connect));
    ConnectDetails details = connect.use().details();
    line.append(": ").append(TupleText.tuple(connect.tuple()));
    if (details.host() != null) {
      line.append(" (").append(SafeText.of(details.host(), 60)).append(')');
    }
    line.append(' ').append(connect.outcome());
    line.append(" after ").append(seconds(connect.use().pendingNanos()));
    if (connect.reuse() != null) {
      line.append(past(connect.reuse()));
    }
    if (details.callSite() != null) {
      line.append("; at ").append(SafeText.of(details.callSite(), 120));
    }
    return line.toString();
  }

  private static String kind(SeenConnect connect) {
    if (connect.failedEarlyReuse()) {
      return "failed early reuse";
    } else if (connect.failed()) {
      return "failed";
    }
    return connect.result().failedBeforeSyn() ? "failed before a SYN was sent" : "other failure";
  }

  private static String past(ClassifiedUse reuse) {
    if (reuse.previous() == null || reuse.idle() == Use.UNKNOWN) {
      return "; no earlier use of this tuple is known";
    }
    String bound = reuse.idleAtMost() ? "at most " : "";
    String worked = reuse.workedBefore() ? ", had worked" : ", not seen working";
    String closed =
        reuse.previous().closedBy() == null
            ? ""
            : ", last closed by " + SideWording.name(reuse.previous().closedBy());
    return "; tuple idle " + bound + seconds(reuse.idle()) + worked + closed;
  }

  /** "12.345 s". */
  static String seconds(long nanos) {
    return String.format(Locale.ROOT, "%.3f s", nanos / 1e9);
  }
}

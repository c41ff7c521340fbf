package io.tuplewatch.report;

import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.Use;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UseKind;
import java.io.IOException;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Plain tables (RFC 4180, UTF-8, times ISO-8601 UTC, spans in ms): {@code connections.csv} of every
 * attempt with a tuple, {@code reuses.csv} of the early and late reuses among those that worked or
 * failed, {@code failures.csv} of every failure with its cause. A text that a spreadsheet would
 * take for a formula begins with an apostrophe.
 */
public final class CsvReport {

  private static final String TUPLE =
      "time,jvmId,connectionId,realm,localAddress,localPort,address,port,host,outcome";
  private static final String PAST = ",kind,idleMs,idleAtMost,gapMs,workedBefore,historyMs,failed";

  private CsvReport() {}

  /** Writes the files into an existing directory. */
  public static void write(Diagnosis diagnosis, ReuseLog reuses, Path directory)
      throws IOException {
    try (Writer connections = open(directory, "connections.csv");
        Writer reused = open(directory, "reuses.csv")) {
      connections.write(TUPLE + PAST + ",result,attemptMs,closedBy,api,callSite\r\n");
      reused.write(TUPLE + PAST + ",previousJvmId,previousConnectionId,previousOutcome\r\n");
      for (ClassifiedUse use : reuses.uses()) {
        connections.write(row(tuple(use.use()), past(use), details(use.use())));
        if (use.use().result().judged() && isReuse(use.kind())) {
          reused.write(row(tuple(use.use()), past(use), previous(use.previous())));
        }
      }
    }
    try (Writer failures = open(directory, "failures.csv")) {
      failures.write(TUPLE + PAST + ",cause,probability,likeliest,reuseProbability,reasons\r\n");
      for (FailureCause failure : diagnosis.findings().failures()) {
        ClassifiedUse use = failure.attempt();
        failures.write(row(tuple(use.use()), past(use), cause(failure)));
      }
    }
  }

  private static Writer open(Path directory, String file) throws IOException {
    return Files.newBufferedWriter(directory.resolve(file));
  }

  private static boolean isReuse(UseKind kind) {
    return kind == UseKind.EARLY_REUSE || kind == UseKind.LATE_REUSE;
  }

  private static Object[] tuple(Use use) {
    FourTuple tuple = use.key().tuple();
    return new @Nullable Object[] {
      Instant.ofEpochSecond(0, use.wallTime()),
      JvmId.text(use.jvmId()),
      use.connectionNumber(),
      use.key().realm(),
      tuple.localAddress(),
      tuple.localPort(),
      tuple.remoteAddress(),
      tuple.remotePort(),
      use.details().host(),
      use.outcome()
    };
  }

  private static Object[] past(ClassifiedUse use) {
    return new @Nullable Object[] {
      use.kind(),
      span(use.idle()),
      use.idleAtMost(),
      span(use.gap()),
      use.workedBefore(),
      span(use.history()),
      use.failed()
    };
  }

  private static Object[] details(Use use) {
    return new @Nullable Object[] {
      use.result(),
      span(use.pendingNanos()),
      use.closedBy(),
      use.details().api(),
      use.details().callSite()
    };
  }

  private static Object[] previous(@Nullable Use previous) {
    return previous == null
        ? new @Nullable Object[] {null, null, null}
        : new @Nullable Object[] {
          JvmId.text(previous.jvmId()),
          previous.recorded() ? previous.connectionNumber() : "",
          previous.outcome()
        };
  }

  private static Object[] cause(FailureCause failure) {
    return new Object[] {
      failure.cause(),
      String.format(Locale.ROOT, "%.4f", failure.probability()),
      failure.likeliest(),
      String.format(Locale.ROOT, "%.4f", failure.reuseProbability()),
      failure.reasons().stream().map(Enum::name).collect(Collectors.joining(" "))
    };
  }

  private static @Nullable BigDecimal span(long nanos) {
    return nanos == Use.UNKNOWN
        ? null
        : BigDecimal.valueOf(nanos, 6).setScale(3, RoundingMode.HALF_UP);
  }

  private static String row(@Nullable Object[]... groups) {
    return Arrays.stream(groups)
            .flatMap(Arrays::stream)
            .map(CsvReport::cell)
            .collect(Collectors.joining(","))
        + "\r\n";
  }

  /** One line of a table, with its end. */
  public static String row(@Nullable Object first, @Nullable Object second) {
    return row(new @Nullable Object[] {first, second});
  }

  /** Numbers stay numbers; every other text is kept from being a formula, and quoted if needed. */
  static String cell(@Nullable Object value) {
    if (value == null) {
      return "";
    }
    String text = value.toString();
    if (!(value instanceof Number)
        && !text.isEmpty()
        && "=+-@\t\r\n".indexOf(text.charAt(0)) >= 0) {
      text = "'" + text;
    }
    boolean plain = text.chars().noneMatch(c -> c == ',' || c == '"' || c < ' ');
    return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
  }
}

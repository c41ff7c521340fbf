package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.IdleRow;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.report.Wording;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.UseKind;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The picture of failure over idle time, for each of the destinations that matter most: the same
 * connects as the first screen's rows, in half octaves with the firewall timeout W for an edge.
 */
final class IdleRates implements ConnectSurvey.Counter, Part {

  private static final int MOST_DESTINATIONS = 30;
  private static final int BINS_PER_OCTAVE = 2;
  private static final int AT_TIMEOUT = 20 * BINS_PER_OCTAVE;
  private static final int BINS = 28 * BINS_PER_OCTAVE;

  private final Destinations destinations;
  private final long timeoutNanos;
  private final List<Counts> counts = new ArrayList<>();

  IdleRates(Diagnosis diagnosis, Destinations destinations) {
    this.destinations = destinations;
    this.timeoutNanos = diagnosis.firewallTimeout().toNanos();
    diagnosis.findings().destinations().stream()
        .limit(MOST_DESTINATIONS)
        .forEach(finding -> counts.add(new Counts(finding)));
  }

  /** Counts of one destination. */
  private static final class Counts {
    final Finding finding;
    final long[] connects = new long[BINS];
    final long[] failed = new long[BINS];
    long first;
    long firstFailed;

    Counts(Finding finding) {
      this.finding = finding;
    }
  }

  @Override
  public void add(ClassifiedUses uses, int index, AttemptResult result) {
    UseKind kind = uses.kind(index);
    boolean fresh = kind == UseKind.FIRST_USE;
    if (!result.judged() || !(fresh || kind == UseKind.EARLY_REUSE || kind == UseKind.LATE_REUSE)) {
      return;
    }
    int destination = destinations.indexOf(uses, index);
    if (destination >= 0 && destination < counts.size()) {
      add(counts.get(destination), fresh, uses.idle(index), result == AttemptResult.FAILED);
    }
  }

  private void add(Counts of, boolean fresh, long idle, boolean failure) {
    if (fresh) {
      of.first++;
      of.firstFailed += failure ? 1 : 0;
      return;
    }
    int bin = bin(idle);
    of.connects[bin]++;
    of.failed[bin] += failure ? 1 : 0;
  }

  /** The last bin of early reuses ends, and the first of late ones begins, at W itself. */
  private int bin(long idle) {
    double octaves = Math.log((double) Math.max(1, idle) / timeoutNanos) / Math.log(2);
    int bin = AT_TIMEOUT + (int) Math.floor(octaves * BINS_PER_OCTAVE);
    return idle < timeoutNanos
        ? Math.max(0, Math.min(bin, AT_TIMEOUT - 1))
        : Math.max(AT_TIMEOUT, Math.min(bin, BINS - 1));
  }

  private double edgeMillis(int bin) {
    return bin == 0
        ? 0
        : timeoutNanos / 1e6 * Math.pow(2, (bin - AT_TIMEOUT) / (double) BINS_PER_OCTAVE);
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeNumberField("firewallTimeoutMs", timeoutNanos / 1e6);
    json.writeArrayFieldStart("destinations");
    for (Counts of : counts) {
      write(of, json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void write(Counts of, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField(
        "name", TupleText.destination(of.finding.reuse().destination(), of.finding.reuse().host()));
    json.writeStringField("reading", reading(of));
    json.writeArrayFieldStart("bins");
    for (int bin = 0; bin < BINS; bin++) {
      if (of.connects[bin] > 0) {
        json.writeStartObject();
        json.writeNumberField("fromMs", edgeMillis(bin));
        json.writeNumberField("toMs", edgeMillis(bin + 1));
        writeRate(of.failed[bin], of.connects[bin], json);
        json.writeEndObject();
      }
    }
    json.writeEndArray();
    json.writeFieldName("firstUses");
    json.writeStartObject();
    writeRate(of.firstFailed, of.first, json);
    json.writeEndObject();
    writeLifetime(of.finding.lifetime(), json);
    json.writeEndObject();
  }

  private static void writeRate(long failed, long connects, JsonGenerator json) throws IOException {
    json.writeNumberField("connects", connects);
    json.writeNumberField("failed", failed);
    if (connects > 0) {
      Interval rate = Interval.wilson(failed, connects);
      json.writeNumberField("rate", rate.estimate());
      json.writeNumberField("low", rate.low());
      json.writeNumberField("high", rate.high());
    }
  }

  private static void writeLifetime(Lifetime lifetime, JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("lifetime");
    json.writeStringField("answer", lifetime.answer().name());
    json.writeStringField("words", words(lifetime));
    if (lifetime.answer() != Lifetime.Answer.NONE_FOUND) {
      json.writeNumberField("lowMs", lifetime.lowNanos() / 1e6);
    }
    if (lifetime.ends()) {
      json.writeNumberField("highMs", lifetime.highNanos() / 1e6);
      json.writeNumberField("estimateMs", lifetime.estimateNanos() / 1e6);
    }
    json.writeEndObject();
  }

  private String reading(Counts of) {
    Lifetime lifetime = of.finding.lifetime();
    return switch (lifetime.answer()) {
      case BETWEEN, VARIES ->
          "Ports used again within "
              + Wording.span(lifetime.lowNanos())
              + " failed in "
              + Wording.rate(reused(of, 0, lifetime.lowNanos()))
              + ", after "
              + Wording.spanUp(lifetime.highNanos())
              + " in "
              + Wording.rate(reused(of, lifetime.highNanos(), Long.MAX_VALUE))
              + ": consistent with sessions kept for "
              + words(lifetime)
              + ".";
      case AT_LEAST ->
          "Ports used again failed whatever their idle time, "
              + Wording.rate(reused(of, 0, Long.MAX_VALUE))
              + ": consistent with sessions kept for "
              + words(lifetime)
              + ".";
      case NONE_FOUND ->
          reused(of, 0, Long.MAX_VALUE).connects() == 0
              ? "No port was used again in a way that can be compared."
              : of.finding.evidence().partlyRecorded()
                  ? "Connects that worked were left out of the recording: the rates are too high."
                  : "No step: ports used again failed in "
                      + Wording.rate(reused(of, 0, Long.MAX_VALUE))
                      + ", and failing does not depend on how long they had been idle.";
    };
  }

  private static String words(Lifetime lifetime) {
    return switch (lifetime.answer()) {
      case NONE_FOUND -> "";
      case BETWEEN ->
          Wording.span(lifetime.lowNanos()) + " to " + Wording.spanUp(lifetime.highNanos());
      case VARIES -> "different times, up to " + Wording.spanUp(lifetime.highNanos());
      case AT_LEAST -> Wording.span(lifetime.lowNanos()) + " or longer";
    };
  }

  /** Those whose idle time is known, of the rows that lie between two of the rows' edges, ns. */
  private static Tally reused(Counts of, long from, long to) {
    long failed = 0;
    long connects = 0;
    for (IdleRow row : of.finding.byIdle()) {
      if (row.past() == IdleRow.Past.REUSED && row.fromNanos() >= from && row.toNanos() <= to) {
        failed += row.connects().failed();
        connects += row.connects().connects();
      }
    }
    return new Tally(failed, connects);
  }
}

package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.diagnosis.LateAnswers;
import io.tuplewatch.report.Wording;
import io.tuplewatch.reuse.ClassifiedUses;
import java.io.IOException;
import java.util.List;

/** The picture of connect times: which SYN was answered, and how soon. */
final class SynCounts implements ConnectSurvey.Counter, Part {

  private static final int BINS_PER_OCTAVE = 32;
  private static final int LAST = 3;

  private final long[] answered = new long[LAST + 1];
  private final long[] bins = new long[BINS_PER_OCTAVE * Long.SIZE];
  private final long worked;

  SynCounts(List<LateAnswers> destinations) {
    long all = 0;
    for (LateAnswers destination : destinations) {
      all += destination.connected();
      answered[1] += destination.connected() - destination.late();
      answered[2] += destination.second();
      answered[LAST] += destination.later();
    }
    this.worked = all;
  }

  @Override
  public void add(ClassifiedUses uses, int index, AttemptResult result) {
    if (result != AttemptResult.WORKED) {
      return;
    }
    long pending = uses.all().pendingNanos(uses.row(index));
    double octaves = Math.log((double) Math.max(1, pending)) / Math.log(2);
    bins[(int) (octaves * BINS_PER_OCTAVE)]++;
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("reading", reading());
    json.writeNumberField("worked", worked);
    json.writeArrayFieldStart("answered");
    for (int syn = 1; syn <= LAST; syn++) {
      json.writeNumber(answered[syn]);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private String reading() {
    if (worked == 0) {
      return "No connect that worked was recorded.";
    }
    String median = "; half took less than " + milliseconds(median());
    if (answered[1] == worked) {
      return "All "
          + Wording.count(worked, "connect")
          + " that worked got an answer to the first SYN"
          + median
          + ".";
    }
    return Wording.count(answered[1])
        + " of "
        + Wording.count(worked, "connect")
        + " that worked got an answer to the first SYN, "
        + Wording.count(answered[2])
        + " to the second (after 1 s), "
        + Wording.count(answered[LAST])
        + " to a later one"
        + median
        + ".";
  }

  /** Upper edge of the bin, 2 % wide, that holds the median, ns. */
  private double median() {
    long below = 0;
    int bin = 0;
    while (2 * (below + bins[bin]) < worked) {
      below += bins[bin++];
    }
    return Math.pow(2, (bin + 1) / (double) BINS_PER_OCTAVE);
  }

  private static String milliseconds(double nanos) {
    if (nanos < 10_000) {
      return "0.01 ms";
    }
    double ms = nanos / 1e6;
    return String.format(java.util.Locale.ROOT, ms < 10 ? "%.2g ms" : "%.0f ms", ms);
  }
}

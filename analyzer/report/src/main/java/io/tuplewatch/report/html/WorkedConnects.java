package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.report.Wording;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.SynSchedule;
import io.tuplewatch.reuse.UseKind;
import java.io.IOException;
import java.util.BitSet;

/**
 * The dots of connects that worked, beside which failures are seen, and what the picture of ports
 * over time comes to. Of many connects an even part is drawn: chosen by a hash of their indexes, so
 * that nothing periodic is favoured.
 */
final class WorkedConnects implements ConnectSurvey.Counter, Part {

  private static final long MOST = 60_000;
  private static final long GOLDEN = 0x9E3779B97F4A7C15L;

  private final Table table = new Table("Connects that worked", "");
  private final Column time = table.column("time", "", Column.Type.TIME, "");
  private final Column port = table.column("port", "", Column.Type.PORT, "");
  private final Column waited = table.column("waited", "", Column.Type.SPAN, "");
  private final Column syns = table.column("syns", "", Column.Type.COUNT, "");
  private final Column idle = table.column("idle", "", Column.Type.COUNT, "");
  private final Column destination = table.column("destination", "", Column.Type.COUNT, "");
  private final Destinations destinations;
  private final BitSet ports = new BitSet();
  private final long oneOf;
  private long connects;
  private long reuses;
  private long failedReuses;
  private long shortest = Long.MAX_VALUE;

  WorkedConnects(Diagnosis diagnosis, Destinations destinations) {
    this.destinations = destinations;
    var all = diagnosis.summary().connects().all();
    this.oneOf = Math.max(1, -Math.floorDiv(-(all.connects() - all.failed()), MOST));
  }

  @Override
  public void add(ClassifiedUses uses, int index, AttemptResult result) {
    if (!result.judged()) {
      return;
    }
    long row = uses.row(index);
    connects++;
    ports.set(uses.all().localPort(row));
    UseKind kind = uses.kind(index);
    if (kind == UseKind.EARLY_REUSE || kind == UseKind.LATE_REUSE) {
      reuses++;
      failedReuses += result == AttemptResult.FAILED ? 1 : 0;
      shortest = uses.idleAtMost(index) ? shortest : Math.min(shortest, uses.idle(index));
    }
    if (result == AttemptResult.WORKED && chosen(index)) {
      draw(uses, index, row);
    }
  }

  private boolean chosen(int index) {
    return oneOf == 1 || Long.remainderUnsigned((index * GOLDEN) >>> 20, oneOf) == 0;
  }

  private void draw(ClassifiedUses uses, int index, long row) {
    Uses all = uses.all();
    long pending = all.pendingNanos(row);
    long idleNanos = uses.idle(index);
    boolean known = idleNanos != Column.NONE && !uses.idleAtMost(index);
    time.addNanos(uses.wallTime(index));
    port.add(all.localPort(row));
    waited.addNanos(pending);
    syns.add(SynSchedule.synsAnswered(pending, all.synSettings(row)));
    idle.add(known ? idleNanos / 1_000_000 : Column.NONE);
    destination.add(destinations.indexOf(uses, index));
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("reading", reading());
    json.writeNumberField("oneOf", oneOf);
    json.writeNumberField("connects", connects);
    json.writeNumberField("ports", ports.cardinality());
    json.writeNumberField("reuses", reuses);
    json.writeNumberField("failedReuses", failedReuses);
    json.writeFieldName("points");
    table.write(json);
    json.writeEndObject();
  }

  private String reading() {
    String used =
        Wording.count(connects, "connect")
            + " on "
            + Wording.count(ports.cardinality(), "source port");
    if (reuses == 0) {
      return used + "; none is known to have used a four-tuple again.";
    }
    return used
        + "; "
        + Wording.count(reuses)
        + " used a four-tuple again"
        + (shortest == Long.MAX_VALUE ? "" : ", the soonest after " + Wording.span(shortest))
        + ", and "
        + Wording.count(failedReuses)
        + " of those failed.";
  }
}

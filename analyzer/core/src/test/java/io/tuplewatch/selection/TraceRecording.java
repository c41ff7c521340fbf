package io.tuplewatch.selection;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ConnectionLogBuilder;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.reuse.ReuseDetector;
import io.tuplewatch.selection.recorded.RecordedDestination;
import io.tuplewatch.selection.recorded.RecordedLoad;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A trace of a real kernel as the recording that the agent would have made: each connect, closed at
 * once. Its sysctls can be recorded wrongly or not at all.
 */
public final class TraceRecording {

  private static final long BOOT = 1_700_000_000_000_000_000L;
  private static final long PENDING = 100_000;
  private static final long WINDOW_NANOS = 10_000_000_000L;
  private static final long JVM = 0xa1;

  private final Trace trace;
  private double seen = 1;
  private int connects = Integer.MAX_VALUE;
  private long from = Long.MIN_VALUE;
  private long to = Long.MAX_VALUE;
  private long seed = 1;
  private boolean bound;
  private String kernel = "7.2.13";
  private @Nullable PortRange range;
  private @Nullable String reserved;

  private TraceRecording(Trace trace) {
    this.trace = trace;
    this.range = trace.space().range();
    this.reserved = trace.space().reserved().toString();
  }

  public static TraceRecording of(String name) {
    return new TraceRecording(Trace.read(name));
  }

  /** Others made the rest of the connects: each is recorded with this chance. */
  public TraceRecording seen(double share) {
    seen = share;
    return this;
  }

  /** The first connects only. */
  public TraceRecording first(int most) {
    connects = most;
    return this;
  }

  /**
   * The connects of one part only.
   *
   * @param part which part, from 0; other parts are seen by chances of their own
   * @param windows its length, in re-salt windows
   */
  public TraceRecording part(int part, int windows) {
    long first = trace.rows().get(0).nanos();
    from = first + WINDOW_NANOS * windows * part;
    to = from + WINDOW_NANOS * windows;
    seed = 1L + part;
    return this;
  }

  /** All sockets were bound by the application. */
  public TraceRecording bound() {
    bound = true;
    return this;
  }

  /** Records other reserved ports than there were; null for none at all. */
  public TraceRecording reserved(@Nullable String text) {
    reserved = text;
    return this;
  }

  public TraceRecording withoutRange() {
    range = null;
    return this;
  }

  public TraceRecording kernel(String release) {
    kernel = release;
    return this;
  }

  public Trace trace() {
    return trace;
  }

  /** With an idle timeout of 60 minutes. */
  public List<RecordedDestination> destinations() {
    ConnectionLog log = log();
    return RecordedLoad.of(
            log, ReuseDetector.detect(log, Duration.ofMinutes(60)), Integer.MAX_VALUE)
        .destinations();
  }

  public ConnectionLog log() {
    List<Trace.Row> rows =
        trace.rows().stream()
            .filter(row -> row.nanos() >= from && row.nanos() < to)
            .limit(connects)
            .toList();
    long last = rows.get(rows.size() - 1).nanos();
    ChunkEvents chunk = ChunkEvents.between(BOOT + rows.get(0).nanos() - 1, BOOT + last + PENDING);
    chunk.settings().add(settings(BOOT + rows.get(0).nanos() - 1));
    SplittableRandom random = new SplittableRandom(seed);
    for (int number = 0; number < rows.size(); number++) {
      Trace.Row row = rows.get(number);
      if (row.outcome() == 0 && random.nextDouble() < seen) {
        add(number, row, chunk);
      }
    }
    ConnectionLogBuilder builder = new ConnectionLogBuilder();
    builder.add(chunk);
    return builder.build(List.of());
  }

  private void add(int number, Trace.Row row, ChunkEvents chunk) {
    long start = BOOT + row.nanos();
    chunk
        .connects()
        .add(
            RecordedConnection.number(number)
                .jvm(JVM)
                .to("10.9.0.1", 443)
                .from(row.port())
                .bound(bound)
                .connect(start, start + PENDING, Outcome.CONNECTED.name()));
    ClosedBy closer = trace.clientClosesFirst() ? ClosedBy.LOCAL : ClosedBy.LOCAL_RESET;
    chunk
        .closes()
        .add(
            RecordedConnection.number(number)
                .jvm(JVM)
                .to("10.9.0.1", 443)
                .from(row.port())
                .close(start + 2 * PENDING, closer.name()));
  }

  private SettingsEvent settings(long time) {
    return RecordedSettings.at(time)
        .jvm(JVM)
        .host("client.example")
        .kernel(kernel)
        .ports(range == null ? -1 : range.low(), range == null ? -1 : range.high())
        .twReuse(0, 1000)
        .syns(6, 0)
        .reserved(reserved, reserved == null ? 0 : reserved.hashCode())
        .offset(BOOT)
        .event();
  }
}

package io.tuplewatch.cli.watch;

import io.tuplewatch.connection.ConnectDetails;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.connection.SynSettings;
import io.tuplewatch.connection.Use;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.recording.FieldNames;
import io.tuplewatch.recording.decode.ApplicationFrame;
import io.tuplewatch.reuse.Remembered;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedStackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Uses of the events that the flight recorder's own reader gives. Fields go by name; one that is
 * missing is unknown. Not thread-safe.
 */
final class RecordedUses {

  private static final Outcome[] OUTCOMES = Outcome.values();

  private static final int MOST_ADDRESSES = 10_000;

  private final Map<String, String> addresses = new HashMap<>();
  private final EventFields fields = new EventFields();
  private SynSettings synSettings = SynSettings.DEFAULT;
  private final EventClock clock = new EventClock();

  /** Events that come from here on are of another chunk, which was opened by itself. */
  void chunk() {
    clock.renewReader();
  }

  /** An event of any kind, after what it says was taken. */
  void saw(RecordedEvent event) {
    clock.saw(nanos(event.getEndTime()));
  }

  /** Takes the settings that hold from here on. */
  void settings(RecordedEvent event) {
    synSettings =
        SynSettings.of(
            (int) fields.number(event, "tcpSynRetries", -1),
            (int) fields.number(event, "tcpSynLinearTimeouts", -1));
    clock.set(nanos(event.getEndTime()), fields.number(event, "monotonicOffset", 0));
  }

  /** A connect that has ended; null if its address or a port is impossible. */
  @Nullable Use connect(RecordedEvent event) {
    FourTuple tuple = tuple(event, 0);
    if (tuple == null) {
      return null;
    }
    Outcome outcome = outcome(fields.text(event, FieldNames.OUTCOME));
    long start = nanos(event.getStartTime());
    return new Use(
        new ReuseKey("", tuple),
        JvmId.parse(fields.text(event, FieldNames.JVM_ID)),
        fields.number(event, FieldNames.CONNECTION_ID, 0),
        clock.monotonic(start),
        clock.monotonic(Math.max(start, nanos(event.getEndTime()))),
        Use.UNKNOWN,
        clock.wall(start),
        outcome == null ? Outcome.FAILED : outcome,
        null,
        synSettings,
        details(event, outcome == Outcome.CONNECTED));
  }

  /** Reads the same connection at its end; null if its address or a port is impossible. */
  @Nullable Use close(RecordedEvent event) {
    FourTuple tuple = tuple(event, 1);
    if (tuple == null) {
      return null;
    }
    long time = nanos(event.getStartTime());
    return new Use(
        new ReuseKey("", tuple),
        JvmId.parse(fields.text(event, FieldNames.JVM_ID)),
        fields.number(event, FieldNames.CONNECTION_ID, 0),
        Use.UNKNOWN,
        Use.UNKNOWN,
        clock.monotonic(time),
        clock.wall(time),
        null,
        closedBy(fields.text(event, FieldNames.CLOSED_BY)),
        synSettings,
        NO_DETAILS);
  }

  private static final ConnectDetails NO_DETAILS =
      new ConnectDetails(null, false, null, 0, null, null, null, null);

  /** What the agent remembers of the tuple's previous use; null if that is nothing, or nonsense. */
  @Nullable Remembered remembered(RecordedEvent event) {
    Outcome previous = outcome(fields.text(event, FieldNames.PREVIOUS_OUTCOME));
    long since = fields.number(event, FieldNames.SINCE_PREVIOUS_USE, -1);
    if (previous == null || since < 0 || since == Long.MAX_VALUE) {
      return null;
    }
    long sinceConnected = fields.number(event, FieldNames.SINCE_CONNECTED_USE, -1);
    return new Remembered(
        since,
        previous,
        previous == Outcome.CONNECTED
            ? closedBy(fields.text(event, FieldNames.PREVIOUS_CLOSED_BY))
            : null,
        sinceConnected >= since ? sinceConnected : Long.MAX_VALUE);
  }

  private @Nullable FourTuple tuple(RecordedEvent event, int leastLocalPort) {
    String address = fields.text(event, FieldNames.ADDRESS);
    long port = fields.number(event, FieldNames.PORT, 0);
    long localPort = fields.number(event, FieldNames.LOCAL_PORT, -1);
    if (address == null || isNoPort(port, 1) || isNoPort(localPort, leastLocalPort)) {
      return null;
    }
    String localAddress = fields.text(event, FieldNames.LOCAL_ADDRESS);
    return new FourTuple(
        localAddress == null ? null : shared(localAddress),
        (int) localPort,
        shared(address),
        (int) port);
  }

  /** Every event brings its texts anew; tuples that are remembered share theirs. */
  private String shared(String address) {
    if (addresses.size() >= MOST_ADDRESSES) {
      addresses.clear();
    }
    String known = addresses.putIfAbsent(address, address);
    return known == null ? address : known;
  }

  private static boolean isNoPort(long port, int least) {
    return port < least || port > 65_535;
  }

  /** Only of a connect that did not work are the exception and the call site of interest. */
  private ConnectDetails details(RecordedEvent event, boolean connected) {
    return new ConnectDetails(
        fields.text(event, FieldNames.HOST),
        fields.isTrue(event, FieldNames.BOUND),
        null,
        connected ? 0 : fields.number(event, FieldNames.TIMEOUT, 0),
        connected ? null : fields.text(event, FieldNames.EXCEPTION_CLASS),
        connected ? null : fields.text(event, FieldNames.EXCEPTION_MESSAGE),
        connected ? null : callSite(event.getStackTrace()),
        null);
  }

  private static @Nullable String callSite(@Nullable RecordedStackTrace trace) {
    if (trace == null) {
      return null;
    }
    for (RecordedFrame frame : trace.getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (ApplicationFrame.isCallSite(type)) {
        return type + "." + frame.getMethod().getName() + ":" + frame.getLineNumber();
      }
    }
    return null;
  }

  static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000L + time.getNano();
  }

  private static @Nullable Outcome outcome(@Nullable String name) {
    for (Outcome outcome : OUTCOMES) {
      if (outcome.name().equals(name)) {
        return outcome;
      }
    }
    return null;
  }

  private static ClosedBy closedBy(@Nullable String name) {
    try {
      return name == null ? ClosedBy.UNKNOWN : ClosedBy.valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      return ClosedBy.UNKNOWN;
    }
  }
}

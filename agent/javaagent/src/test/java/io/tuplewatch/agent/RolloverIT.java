package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.ChildJvm.Ended;
import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.cases.RolloverCase;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * What a recording has forgotten, the agent remembers: the last uses it writes into the events that
 * are left equal those that a full recording of the same time shows. Alone, for it compares clocks.
 */
@Isolated
class RolloverIT {

  private static final int CONNECTS = 100_000;

  /** Between the clock of the agent's memory and that of the events, on a machine that is busy. */
  private static final Duration TOLERANCE = Duration.ofMillis(100);

  @TempDir Path directory;

  /** A use as the full recording shows it. */
  private static final class Past {
    final Instant end;
    final String outcome;
    final String closedBy;

    Past(Instant end, String outcome, String closedBy) {
      this.end = end;
      this.outcome = outcome;
      this.closedBy = closedBy;
    }
  }

  private final Map<String, List<Past>> uses = new HashMap<>();

  @Test
  void lastUsesInASmallRecordingAreThoseOfTheFullOne() throws Exception {
    Jdk jdk = Jdks.found().stream().filter(j -> j.version() == 17).findFirst().orElseThrow();
    Ended child =
        new ChildJvm(jdk, directory)
            .asInProduction()
            .withoutRecording()
            .withJvmOptions("-XX:FlightRecorderOptions:maxchunksize=1m")
            .run(RolloverCase.class, String.valueOf(CONNECTS), directory.toString());
    assertThat(child.exitCode()).as(child.errors().toString()).isZero();
    List<RecordedEvent> surviving = read("small.jfr");
    List<RecordedEvent> all = read("full.jfr");
    readUses(all);

    assertThat(all.size() - surviving.size()).as("events forgotten").isGreaterThan(10_000);
    int reuses = 0;
    for (RecordedEvent event : surviving) {
      if (event.getEventType().getName().equals(SocketConnect.NAME)) {
        reuses += assertLastUse(event) ? 1 : 0;
      }
    }
    assertThat(reuses).isGreaterThan(1000);
  }

  /** In order of time. */
  private List<RecordedEvent> read(String file) throws IOException {
    List<RecordedEvent> events = new ArrayList<>();
    try (RecordingFile recording = new RecordingFile(directory.resolve(file))) {
      while (recording.hasMoreEvents()) {
        RecordedEvent event = recording.readEvent();
        String name = event.getEventType().getName();
        if (name.equals(SocketConnect.NAME) || name.equals(SocketClose.NAME)) {
          events.add(event);
        }
      }
    }
    events.sort(Comparator.comparing(RecordedEvent::getStartTime));
    return events;
  }

  private void readUses(List<RecordedEvent> events) {
    for (RecordedEvent event : events) {
      boolean close = event.getEventType().getName().equals(SocketClose.NAME);
      String outcome = close ? "CONNECTED" : event.getString("outcome");
      if (close || !outcome.equals("CONNECTED")) {
        uses.computeIfAbsent(tuple(event), t -> new ArrayList<>())
            .add(new Past(event.getEndTime(), outcome, close ? event.getString("closedBy") : null));
      }
    }
  }

  private static String tuple(RecordedEvent event) {
    return event.getLong("localPort") + "->" + event.getLong("port");
  }

  /** False if the tuple had no earlier use. */
  private boolean assertLastUse(RecordedEvent connect) {
    List<Past> before =
        uses.getOrDefault(tuple(connect), List.of()).stream()
            .filter(use -> !use.end.isAfter(connect.getStartTime()))
            .toList();
    if (before.isEmpty()) {
      assertThat(connect.getString("previousOutcome")).isNull();
      assertThat(connect.getLong("sincePreviousUse")).isEqualTo(Long.MAX_VALUE);
      return false;
    }
    Past last = before.get(before.size() - 1);
    assertThat(connect.getString("previousOutcome")).isEqualTo(last.outcome);
    assertThat(connect.getString("previousClosedBy")).isEqualTo(last.closedBy);
    assertThat(connect.getDuration("sincePreviousUse"))
        .isBetween(since(last, connect).minus(TOLERANCE), since(last, connect).plus(TOLERANCE));
    assertConnectedUse(connect, before);
    return true;
  }

  private static void assertConnectedUse(RecordedEvent connect, List<Past> before) {
    Past connected =
        before.stream()
            .filter(use -> use.outcome.equals("CONNECTED"))
            .reduce((earlier, later) -> later)
            .orElse(null);
    if (connected == null) {
      assertThat(connect.getLong("sinceConnectedUse")).isEqualTo(Long.MAX_VALUE);
    } else {
      assertThat(connect.getDuration("sinceConnectedUse"))
          .isBetween(
              since(connected, connect).minus(TOLERANCE),
              since(connected, connect).plus(TOLERANCE));
    }
  }

  private static Duration since(Past use, RecordedEvent connect) {
    return Duration.between(use.end, connect.getStartTime());
  }
}

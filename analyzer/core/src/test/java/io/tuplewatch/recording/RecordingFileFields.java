package io.tuplewatch.recording;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;

/**
 * What {@link ChunkEvents} keep of an event, taken by the JDK's own interface: times, numbers, and
 * texts, which are kept once each. A block of rows is written over and over, so that memory plays
 * no part. The stack trace is left out.
 */
final class RecordingFileFields {

  private static final int ROWS = 1 << 16;

  private final List<String> numbers;
  private final List<String> texts;
  private final Map<String, Integer> known = new HashMap<>();
  private final long[] rows;
  private long count;

  private RecordingFileFields(List<String> numbers, List<String> texts) {
    this.numbers = numbers;
    this.texts = texts;
    this.rows = new long[ROWS * (2 + numbers.size() + texts.size())];
  }

  static RecordingFileFields ofConnects() {
    return new RecordingFileFields(
        List.of(
            "jvmId",
            "connectionId",
            "port",
            "localPort",
            "timeout",
            "sincePreviousUse",
            "sinceConnectedUse"),
        List.of(
            "host",
            "address",
            "localAddress",
            "outcome",
            "exceptionClass",
            "exceptionMessage",
            "api",
            "previousOutcome",
            "previousClosedBy"));
  }

  static RecordingFileFields ofCloses() {
    return new RecordingFileFields(
        List.of("jvmId", "connectionId", "port", "localPort"),
        List.of("host", "address", "localAddress", "closedBy"));
  }

  void add(RecordedEvent event) {
    int at = (int) (count++ % ROWS) * (rows.length / ROWS);
    rows[at++] = nanos(event.getStartTime());
    rows[at++] = nanos(event.getEndTime());
    for (String number : numbers) {
      rows[at++] = event.getLong(number);
    }
    for (String text : texts) {
      String value = event.getString(text);
      rows[at++] = value == null ? -1 : known.computeIfAbsent(value, added -> known.size());
    }
  }

  long count() {
    return count;
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}

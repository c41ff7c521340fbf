package io.tuplewatch.reuse;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.SettingsEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * A long, seeded history of several JVMs of one namespace: connects that work or fail over some
 * thousand tuples, the wall clock stepping at chunk boundaries. Every connect is in the chunk in
 * which it ended, every close in that in which it happened.
 */
final class LongHistory {

  static final int JVMS = 3;

  private static final long SECOND = 1_000_000_000L;
  private static final long EPOCH = 1_700_000_000L * SECOND;
  private static final long CHUNK = 60 * SECOND;

  private final Random random;
  private final List<List<ChunkEvents>> byJvm = new ArrayList<>();
  private final long[] offsets;

  private LongHistory(long seed, int chunks) {
    random = new Random(seed);
    offsets = new long[chunks];
    long offset = EPOCH;
    for (int i = 0; i < chunks; i++) {
      offsets[i] = offset;
      offset += random.nextInt(5) == 0 ? (random.nextInt(20) - 5) * SECOND : 0;
    }
  }

  /** The chunks of {@link #JVMS} JVMs, by JVM and time, with {@code uses} uses in all. */
  static List<List<ChunkEvents>> of(long seed, int uses) {
    int chunks = 12;
    LongHistory history = new LongHistory(seed, chunks);
    for (int jvm = 1; jvm <= JVMS; jvm++) {
      history.byJvm.add(history.emptyChunks(jvm, chunks));
    }
    long span = chunks * CHUNK;
    for (int i = 0; i < uses; i++) {
      history.addUse(1 + i % JVMS, i, (long) (i * ((double) span / uses)));
    }
    return history.byJvm;
  }

  private List<ChunkEvents> emptyChunks(int jvm, int count) {
    List<ChunkEvents> chunks = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      long start = i * CHUNK + offsets[i];
      ChunkEvents chunk = ChunkEvents.between(start, start + CHUNK);
      chunk.settings().add(settings(jvm, start, offsets[i]));
      chunks.add(chunk);
    }
    return chunks;
  }

  private void addUse(int jvm, int number, long start) {
    int port = 32_768 + random.nextInt(700);
    String remote = "10.0.1." + random.nextInt(4);
    Outcome outcome =
        switch (random.nextInt(40)) {
          case 0 -> Outcome.REFUSED;
          case 1 -> Outcome.TIMED_OUT;
          default -> Outcome.CONNECTED;
        };
    long pending = outcome == Outcome.TIMED_OUT ? 3 * SECOND : random.nextInt(2_000_000);
    long end = start + pending;
    int chunk = chunkOf(end);
    List<ChunkEvents> chunks = byJvm.get(jvm - 1);
    chunks
        .get(chunk)
        .connects()
        .add(
            RecordedConnection.number(number)
                .jvm(jvm)
                .host("host")
                .to(remote, 443)
                .from(port)
                .callSite("app.Main.run:" + number % 3)
                .connect(start + offsets[chunk], end + offsets[chunk], outcome.name()));
    long close = end + random.nextInt(1_000_000_000);
    if (outcome == Outcome.CONNECTED && random.nextInt(50) > 0 && chunkOf(close) < offsets.length) {
      int closeChunk = chunkOf(close);
      chunks
          .get(closeChunk)
          .closes()
          .add(
              RecordedConnection.number(number)
                  .jvm(jvm)
                  .host("host")
                  .to(remote, 443)
                  .from(port)
                  .close(close + offsets[closeChunk], ClosedBy.LOCAL.name()));
    }
  }

  private int chunkOf(long monotonic) {
    return (int) Math.min(monotonic / CHUNK, offsets.length - 1);
  }

  private static SettingsEvent settings(long jvm, long time, long offset) {
    return RecordedSettings.at(time)
        .jvm(jvm)
        .kernel("k")
        .ports(1, 2)
        .twReuse(0, 0)
        .syns(6, 0)
        .selection(0, 0)
        .offset(offset)
        .event();
  }
}

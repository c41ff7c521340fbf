package io.tuplewatch.reuse;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.history.RecordedConnection;
import io.tuplewatch.history.RecordedSettings;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.SettingsEvent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Raw events of a few JVMs on a handful of tuples, crowded so that everything odd happens: missing
 * and lone events, equal times, small and large overlaps, wall clock steps, chunks without
 * settings, chunks found twice, holes between chunks, damaged and unfinished chunks, all outcomes.
 * Times are tens of seconds; the idle timeout to use is {@link #TIMEOUT_SECONDS}.
 */
final class RandomHistory {

  static final int TIMEOUT_SECONDS = 20;

  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;
  private static final long EPOCH = 1_700_000_000L * SECOND;
  private static final int CHUNK_SECONDS = 60;
  private static final long CHUNK = CHUNK_SECONDS * SECOND;
  private static final List<Long> GAPS =
      List.of(0L, 0L, MILLI, 100 * MILLI, 100 * MILLI + 1, 8 * SECOND, 45 * SECOND);
  private static final List<Outcome> OUTCOMES = List.of(Outcome.values());
  private static final List<String> REMOTES = List.of("10.9.0.1", "10.9.0.2", "fd00:0:0:0:0:0:0:1");

  private final Random random;

  /** A JVM id in two namespaces would be two processes. */
  private final int thirdNamespace;

  private final List<ChunkEvents> chunks = new ArrayList<>();

  private RandomHistory(long seed) {
    random = new Random(seed);
    thirdNamespace = random.nextInt(2);
  }

  /** The chunks of all JVMs, shuffled, events within chunks shuffled as well. */
  static List<ChunkEvents> chunks(long seed) {
    RandomHistory history = new RandomHistory(seed);
    int jvms = 1 + history.random.nextInt(3);
    for (int jvm = 1; jvm <= jvms; jvm++) {
      history.addJvm(jvm);
    }
    history.duplicateOne();
    history.shuffle();
    return history.chunks;
  }

  private void addJvm(long jvmId) {
    int chunkCount = 1 + random.nextInt(4);
    List<ChunkEvents> own = new ArrayList<>();
    List<Long> starts = new ArrayList<>();
    List<Long> offsets = new ArrayList<>();
    long start = 0;
    long offset = EPOCH + random.nextInt(1000) * SECOND;
    for (int i = 0; i < chunkCount; i++) {
      if (random.nextInt(4) == 0) {
        offset += (random.nextInt(200) - 50) * SECOND; // the wall clock steps
      }
      starts.add(start);
      offsets.add(offset);
      // One in eight headers does not know its end.
      long end = start + (random.nextInt(8) == 0 ? 0 : CHUNK);
      own.add(ChunkEvents.between(start + offset, end + offset));
      start += CHUNK + GAPS.get(random.nextInt(GAPS.size()));
    }
    addSettings(jvmId, own, starts, offsets);
    int uses = 5 + random.nextInt(25);
    for (int number = 0; number < uses; number++) {
      addUse(jvmId, number, own, starts, offsets);
    }
    own.forEach(chunk -> chunks.add(random.nextInt(12) == 0 ? chunk.damaged() : chunk));
  }

  private void addSettings(
      long jvmId, List<ChunkEvents> own, List<Long> starts, List<Long> offsets) {
    int kind = random.nextInt(8); // 0: a JVM without settings, 1: without clock offset
    for (int i = 0; i < own.size(); i++) {
      if (kind == 0 || random.nextInt(4) == 0) {
        continue;
      }
      long time = starts.get(i) + offsets.get(i) + random.nextInt(3) * SECOND;
      long offset = kind == 1 ? SettingsEvent.UNKNOWN : offsets.get(i);
      own.get(i).settings().add(settings(jvmId, time, offset));
      if (random.nextInt(3) == 0) {
        // A second, later one in the chunk: the earliest counts.
        own.get(i).settings().add(settings(jvmId, time + SECOND, offset + 7 * SECOND));
      }
    }
  }

  private SettingsEvent settings(long jvmId, long time, long offset) {
    long namespace = 4_026_531_840L + (jvmId == 3 ? thirdNamespace : 0);
    int retries = List.of(-1, 1, 3, 6).get(random.nextInt(4));
    int linear = List.of(-1, 0, 2, 4).get(random.nextInt(4));
    return RecordedSettings.at(time)
        .jvm(jvmId)
        .kernel("k")
        .namespace(namespace)
        .ports(1, 2)
        .twReuse(0, 0)
        .syns(retries, linear)
        .selection(0, 0)
        .offset(offset)
        .event();
  }

  private void addUse(
      long jvmId, long number, List<ChunkEvents> own, List<Long> starts, List<Long> offsets) {
    long start = time((int) (starts.get(starts.size() - 1) / SECOND) + CHUNK_SECONDS);
    Outcome outcome =
        random.nextInt(5) < 2 ? Outcome.CONNECTED : OUTCOMES.get(random.nextInt(OUTCOMES.size()));
    long pending = pending(outcome);
    int localPort = random.nextInt(12) == 0 ? 0 : 40_000 + random.nextInt(2);
    String remote = REMOTES.get(random.nextInt(REMOTES.size()));
    int port = random.nextInt(4) == 0 ? 5432 : 443;
    String local = local(remote, port, outcome);
    boolean connected = outcome == Outcome.CONNECTED;
    int chunk = chunkOf(start + pending, starts);
    if (chunk >= 0 && (!connected || random.nextInt(5) > 0)) {
      long offset = offsets.get(chunk);
      own.get(chunk)
          .connects()
          .add(
              RecordedConnection.number(number)
                  .jvm(jvmId)
                  .to(remote, port)
                  .from(local, localPort)
                  .connect(start + offset, start + pending + offset, outcome.name()));
    }
    if (connected && localPort != 0 && random.nextInt(5) > 0) {
      long close = start + pending + lifetime();
      int closeChunk = chunkOf(close, starts);
      if (closeChunk >= 0) {
        own.get(closeChunk)
            .closes()
            .add(
                RecordedConnection.number(number)
                    .jvm(jvmId)
                    .to(remote, port)
                    .from(local, localPort)
                    .close(close + offsets.get(closeChunk), ClosedBy.LOCAL.name()));
      }
    }
  }

  /** On a grid of seconds, a few ms beside it, or a ns about where uses begin to overlap. */
  private long time(int seconds) {
    long time = random.nextInt(seconds) * SECOND;
    return switch (random.nextInt(5)) {
      case 0 -> time + (random.nextInt(13) - 6) * MILLI;
      case 1 -> time + BruteForce.TOLERANCE + random.nextInt(3) - 1;
      case 2 -> time + random.nextInt(1000) * MILLI;
      default -> time;
    };
  }

  private long pending(Outcome outcome) {
    if (outcome == Outcome.CONNECTED || random.nextInt(3) == 0) {
      return random.nextInt(3) * (SECOND / 2);
    }
    return List.of(MILLI, SECOND, SECOND + 1, 3 * SECOND, 7 * SECOND + 1, 20 * SECOND, 70 * SECOND)
        .get(random.nextInt(7));
  }

  private long lifetime() {
    return switch (random.nextInt(4)) {
      case 0 -> 0;
      case 1 -> random.nextInt(12) * MILLI;
      default -> random.nextInt(15) * SECOND;
    };
  }

  private String local(String remote, int port, Outcome outcome) {
    if (outcome != Outcome.CONNECTED && random.nextInt(2) == 0) {
      return List.of("0.0.0.0", "::", "0:0:0:0:0:0:0:0").get(random.nextInt(3));
    }
    // One local address toward 10.9.0.1; another toward each port of 10.9.0.2; two toward the
    // third.
    boolean second =
        switch (remote) {
          case "10.9.0.1" -> false;
          case "10.9.0.2" -> port == 5432;
          default -> random.nextInt(4) == 0;
        };
    return second ? "10.0.0.2" : "10.0.0.1";
  }

  /** The chunk that an event of this time is in; -1 = it falls into a hole. */
  private static int chunkOf(long monotonic, List<Long> starts) {
    int last = starts.size() - 1;
    if (monotonic >= starts.get(last)) {
      return last; // whatever its header says
    }
    int chunk = 0;
    while (chunk < last && starts.get(chunk + 1) <= monotonic) {
      chunk++;
    }
    return monotonic <= starts.get(chunk) + CHUNK ? chunk : -1;
  }

  private void duplicateOne() {
    if (random.nextInt(3) == 0) {
      ChunkEvents again = chunks.get(random.nextInt(chunks.size()));
      ChunkEvents copy = ChunkEvents.between(again.start(), again.end());
      copy.connects().addAll(again.connects());
      copy.closes().addAll(again.closes());
      copy.settings().addAll(again.settings());
      chunks.add(again.whole() ? copy : copy.damaged());
    }
  }

  private void shuffle() {
    Collections.shuffle(chunks, random);
    for (ChunkEvents chunk : chunks) {
      shuffle(chunk.connects());
      shuffle(chunk.closes());
      Collections.shuffle(chunk.settings(), random);
    }
  }

  /** Rows of a chunk can only be added, so they are put in anew. */
  private <E> void shuffle(List<E> rows) {
    List<E> shuffled = new ArrayList<>(rows);
    Collections.shuffle(shuffled, random);
    rows.clear();
    rows.addAll(shuffled);
  }
}

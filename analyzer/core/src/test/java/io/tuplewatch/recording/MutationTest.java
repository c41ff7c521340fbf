package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.ChangedBytes.Region;
import io.tuplewatch.recording.input.RecordingReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Seeded damage to recordings of all JDKs, 25 of each kind; {@code -Dtuplewatch.mutations=5000}
 * runs as many. A file is cut from three recordings, so that damage to one leaves two.
 */
class MutationTest {

  private static final int MUTATIONS = Integer.getInteger("tuplewatch.mutations", 250);
  private static final Mutation[] KINDS = Mutation.values();
  private static final List<Integer> JDKS = List.of(8, 11, 17, 21, 25, 27);

  /** Windows, tables and a metadata tree per chunk, whatever the file says. */
  private static final long ALLOWANCE = 64L << 20;

  @TempDir private Path directory;

  private final List<ChunkEvents> chunks = new ArrayList<>();
  private int warned;

  @Test
  @Timeout(600)
  void damageIsSaidAndNeverEscapesAndCostsBoundedMemory() throws IOException {
    for (int seed = 0; seed < MUTATIONS; seed++) {
      Random random = new Random(seed);
      byte[] original = threeRecordings(random);
      long expected = events(read(original));
      List<Object> expectedValues = values();
      Mutation mutation = KINDS[seed % KINDS.length];
      byte[] damaged = mutation.apply(original, Mutation.chunksOf(original), random);

      long before = allocated();
      Recording recording = read(damaged);
      long cost = allocated() - before;

      assertThat(cost).as("bytes allocated, seed %d", seed).isLessThan(ALLOWANCE);
      check(seed, mutation, recording, expected);
      if (recording.problems().isEmpty() && mutation != Mutation.CHUNKS_SWAPPED) {
        assertThat(mutation).as("seed %d", seed).isNotEqualTo(Mutation.GARBAGE_BETWEEN_CHUNKS);
        Set<Region> regions = ChangedBytes.regions(original, damaged);
        checkSilence(seed, regions, events(recording) == expected, values().equals(expectedValues));
      }
    }
    assertThat(warned).isGreaterThan(MUTATIONS / 2);
  }

  /** What JFR's format gives no means to notice, and nothing else. */
  private static void checkSilence(
      int seed, Set<Region> regions, boolean sameCount, boolean sameValues) {
    if (!sameCount) {
      assertThat(regions).as("seed %d: events missing", seed).contains(Region.EVENT_TYPE);
    } else if (!sameValues) {
      assertThat(regions)
          .as("seed %d: values changed", seed)
          .containsAnyOf(Region.EVENT_CONTENT, Region.EVENT_TYPE, Region.TIMES_WITHOUT_COPY);
    }
  }

  private List<Object> values() {
    List<Object> values = new ArrayList<>();
    for (ChunkEvents chunk : chunks) {
      values.addAll(chunk.connects());
      values.addAll(chunk.closes());
      values.addAll(chunk.settings());
      values.addAll(chunk.statuses());
    }
    return values;
  }

  private void check(int seed, Mutation mutation, Recording recording, long expected) {
    boolean said = !recording.problems().isEmpty();
    warned += said ? 1 : 0;
    for (Problem problem : recording.problems()) {
      assertThat(problem.reason()).as("seed %d", seed).doesNotContain("\n", "Exception");
      assertThat(problem.remedy()).as("seed %d", seed).isNotBlank();
    }
    boolean nothingLost =
        mutation == Mutation.CHUNKS_SWAPPED
            || mutation == Mutation.GARBAGE_APPENDED
            || mutation == Mutation.GARBAGE_BETWEEN_CHUNKS;
    if (nothingLost) {
      assertThat(events(recording)).as("seed %d", seed).isEqualTo(expected);
    }
    if (said && !nothingLost) {
      boolean lost = recording.problems().stream().anyMatch(Problem::dataLost);
      boolean damagedChunk = chunks.stream().anyMatch(chunk -> !chunk.whole());
      boolean undescribed =
          recording.problems().stream().anyMatch(p -> p.reason().contains("does not describe"));
      assertThat(lost || damagedChunk || undescribed || events(recording) == expected)
          .as("seed %d", seed)
          .isTrue();
    }
  }

  private Recording read(byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("mutated.jfr"), content);
    chunks.clear();
    return InParallel.with(1, () -> RecordingReader.read(List.of(file), chunks::add, Progress.NONE))
        .get(0);
  }

  private static byte[] threeRecordings(Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int i = 0; i < 3; i++) {
      int jdk = JDKS.get(random.nextInt(JDKS.size()));
      bytes.write(JdkRecordingsTest.unpacked(JdkRecordingsTest.file(jdk)));
    }
    return bytes.toByteArray();
  }

  private static long events(Recording recording) {
    return recording.connects() + recording.closes() + recording.settings();
  }

  private static long allocated() {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    return threads.getThreadAllocatedBytes(Thread.currentThread().getId());
  }
}

package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.input.RecordingReader;
import io.tuplewatch.recording.text.Varint;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A chunk that Flight Recorder flushed every second, with a connect now and then, of which a part
 * cannot be read: the rest of it is, and only the seconds of that part are a hole.
 */
class ChunkRecoveryTest {

  private static final int CONSTANT_POOL = 16;
  private static final int METADATA = 24;
  private static final int START = 32;
  private static final int DURATION = 40;
  private static final int TICKS = 48;
  private static final long SECOND = 1_000_000_000L;

  @TempDir static Path directory;
  private static byte[] original;
  private static List<Integer> flushes;
  private static List<Integer> eventsAt;

  private final byte[] chunk = original.clone();
  private final ByteBuffer header = ByteBuffer.wrap(chunk);
  private ChunkEvents events;
  private Recording recording;

  @BeforeAll
  static void unpack() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            ChunkRecoveryTest.class.getResourceAsStream("/recordings/flushed.jfr.gz"))) {
      original = new GZIPInputStream(new ByteArrayInputStream(in.readAllBytes())).readAllBytes();
    }
    flushes = new ArrayList<>();
    eventsAt = new ArrayList<>();
    for (int at = ChunkHeader.BYTES; at < original.length; at += (int) number(at)[0]) {
      long[] sizeAndType = number(at);
      boolean copy =
          new String(original, at, (int) Math.min(60, sizeAndType[0]), StandardCharsets.ISO_8859_1)
              .contains("FLR\0");
      if (sizeAndType[1] == 1 && copy) {
        flushes.add(at);
      } else if (sizeAndType[1] > 1) {
        eventsAt.add(at);
      }
    }
  }

  @Test
  void recordingIsWholeUntilItIsDamaged() throws IOException {
    read();

    assertThat(flushes).hasSizeGreaterThan(5);
    assertThat(events.connects()).hasSize(100);
    assertThat(recording.problems()).isEmpty();
    assertThat(events.whole()).isTrue();
  }

  @Test
  void eventsOfATypeThatIsNotDescribedAreLeftOutWithARemark() throws IOException {
    int at = eventsAt.get(50);
    chunk[at + 1] = (byte) 0xFF; // a type id of two bytes
    chunk[at + 2] = 0x3F;

    read();

    assertThat(events.connects().size() + events.closes().size()).isEqualTo(199);
    assertThat(events.whole()).isTrue();
    assertThat(recording.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.reason()).startsWith("has an event of a type that it does not");
              assertThat(problem.dataLost()).isFalse();
            });
  }

  @Test
  void lastCopyOfTheHeaderMayBeThatOfTheNextChunkAsJdk14And15WriteIt() throws IOException {
    int copy = flushes.get(flushes.size() - 1) + 27;
    long duration = header.getLong(DURATION);
    header.putLong(copy + START, header.getLong(START) + duration).putLong(copy + DURATION, 1);
    header.putLong(copy + TICKS, header.getLong(TICKS) + duration + 400);

    read();

    assertThat(recording.problems()).isEmpty();
    assertThat(events.connects()).hasSize(100);
  }

  @Test
  void anyOtherTimeInACopyOfTheHeaderIsDamage() throws IOException {
    int copy = flushes.get(flushes.size() - 1) + 27;
    header.putLong(copy + START, header.getLong(START) + header.getLong(DURATION) + 1);

    read();

    assertThat(recording.problems().get(0).reason()).contains("its header differs from the copy");
    assertThat(events.complete()).isEmpty();
  }

  @Test
  void headerThatWasNeverFinishedLosesNothingButTheTailsTime() throws IOException {
    header.putLong(CONSTANT_POOL, 0).putLong(METADATA, 0).putLong(DURATION, 0);

    read();

    assertThat(events.connects()).hasSize(100);
    assertThat(recording.problems())
        .singleElement()
        .satisfies(
            problem -> {
              assertThat(problem.reason())
                  .isEqualTo("was never finished: read up to its last whole event");
              assertThat(problem.remedy()).contains("of one that has ended there is no more");
            });
    assertThat(events.complete()).hasSize(1);
    assertThat(events.complete().get(0).from()).isEqualTo(events.start());
  }

  @Test
  void cutChunkIsReadAndCompleteUpToAFlushBeforeTheCut() throws IOException {
    int cut = eventsAt.get(120) + 5;

    read(Arrays.copyOf(chunk, cut));

    assertThat(events.connects().size() + events.closes().size()).isEqualTo(120);
    assertThat(recording.problems().get(0).reason())
        .startsWith("is truncated")
        .endsWith("read up to its last whole event");
    TimeSpan complete = events.complete().get(0);
    long lastRead = events.connects().start(events.connects().size() - 1);
    assertThat(complete.to()).isBetween(lastRead - 3 * SECOND, lastRead);
  }

  @Test
  void eventOfImpossibleSizeLosesTheSecondsUpToTheNextCheckpoint() throws IOException {
    int at = eventsAt.get(80);
    chunk[at] = 0;

    read();

    assertThat(recording.problems().get(0).reason()).contains("an event of impossible size");
    assertThat(events.connects().size()).isBetween(85, 95);
    assertThat(events.complete()).hasSize(2);
    long hole = events.complete().get(1).from() - events.complete().get(0).to();
    assertThat(hole).isBetween(SECOND, 5 * SECOND / 2);
    assertThat(events.complete().get(1).to()).isEqualTo(events.end());
  }

  @Test
  void brokenChainOfConstantPoolsLosesNoEvent() throws IOException {
    int middle = flushes.get(flushes.size() / 2);
    chunk[middle + 1 + 1 + 5 + 1] ^= 1; // somewhere in its times or its offset

    read();

    assertThat(events.connects()).hasSize(100);
  }

  private void read() throws IOException {
    read(chunk);
  }

  private void read(byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("damaged.jfr"), content);
    List<ChunkEvents> chunks = new ArrayList<>();
    recording = RecordingReader.read(List.of(file), chunks::add, Progress.NONE).get(0);
    assertThat(chunks).hasSize(1);
    events = chunks.get(0);
  }

  /** Size and type of the event at {@code at}. */
  private static long[] number(int at) {
    int length = Varint.length(original, at);
    int type = at + length;
    return new long[] {
      Varint.value(original, at, length),
      Varint.value(original, type, Varint.length(original, type))
    };
  }
}

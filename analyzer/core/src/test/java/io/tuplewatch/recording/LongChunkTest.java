package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.parallel.InParallel;
import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording of one chunk, many times longer than what is looked at at once. */
class LongChunkTest {

  private static final int HEADER = 68;
  private static final int COPIES = 400_000;

  @TempDir private Path directory;

  private final List<ChunkEvents> chunks = new ArrayList<>();
  private final List<Long> positions = new ArrayList<>();

  @Test
  void everyEventOfALongChunkIsReadAndTheProgressMovesWithinIt() throws IOException {
    byte[] original = JdkRecordingsTest.unpacked(JdkRecordingsTest.file(17));
    Recording expected = read(original);
    ConnectEvent copied = chunks.get(0).connects().get(0);
    byte[] connect = firstConnect(original, expected);

    Recording recording = read(withCopies(original, connect));

    assertThat(recording.size()).isGreaterThan(33 << 20);
    assertThat(recording.problems()).isEqualTo(expected.problems()).isEmpty();
    assertThat(recording.connects()).isEqualTo(expected.connects() + COPIES);
    assertThat(recording.closes()).isEqualTo(expected.closes());
    List<ConnectEvent> connects = new ArrayList<>();
    chunks.forEach(part -> connects.addAll(part.connects()));
    for (int row = 0; row <= COPIES; row += 997) {
      assertThat(connects.get(row)).isEqualTo(copied);
    }
    assertThat(chunks).as("two threads read a part each").hasSize(2);
    assertThat(positions).hasSizeGreaterThan(2).isSorted().doesNotHaveDuplicates();
    assertThat(positions.get(positions.size() - 1)).isEqualTo(recording.size());
    assertThat(positions.subList(0, positions.size() - 1)).allMatch(p -> p < recording.size());
  }

  private Recording read(byte[] content) throws IOException {
    Path file = Files.write(directory.resolve("long.jfr"), content);
    chunks.clear();
    positions.clear();
    Progress progress = (path, position, size) -> positions.add(position);
    return InParallel.with(2, () -> RecordingReader.read(List.of(file), chunks::add, progress))
        .get(0);
  }

  /** Copies of an event right behind the header, which moves all else. */
  private static byte[] withCopies(byte[] original, byte[] event) {
    int more = COPIES * event.length;
    ByteBuffer longer = ByteBuffer.allocate(original.length + more).put(original, 0, HEADER);
    for (int i = 0; i < COPIES; i++) {
      longer.put(event);
    }
    longer.put(original, HEADER, original.length - HEADER);
    for (int field : List.of(8, 16, 24)) { // size, constant pool, metadata
      longer.putLong(field, longer.getLong(field) + more);
    }
    return longer.array();
  }

  /** Found by doubling one event after the other: the one that doubles the first connect. */
  private byte[] firstConnect(byte[] original, Recording expected) throws IOException {
    List<byte[]> candidates = new ArrayList<>();
    for (int at = HEADER; at < original.length; ) {
      int length = size(original, at);
      candidates.add(Arrays.copyOfRange(original, at, at + length));
      at += length;
    }
    ConnectEvent first = chunks.get(0).connects().get(0);
    for (byte[] candidate : candidates) {
      if (candidate.length < 400 && contains(candidate, first.localPort())) {
        ByteBuffer doubled = ByteBuffer.allocate(original.length + candidate.length);
        doubled.put(original, 0, HEADER).put(candidate);
        doubled.put(original, HEADER, original.length - HEADER);
        for (int field : List.of(8, 16, 24)) {
          doubled.putLong(field, doubled.getLong(field) + candidate.length);
        }
        if (read(doubled.array()).connects() == expected.connects() + 1
            && chunks.get(0).connects().get(0).equals(first)) {
          return candidate;
        }
      }
    }
    throw new AssertionError("no connect in the recording");
  }

  private static boolean contains(byte[] event, int port) {
    for (int i = 0; i + 3 <= event.length; i++) {
      int found = (event[i] & 0x7F) | ((event[i + 1] & 0x7F) << 7) | (event[i + 2] << 14);
      if (found == port) {
        return true;
      }
    }
    return false;
  }

  private static int size(byte[] file, int event) {
    int size = 0;
    int at = event;
    for (int shift = 0; ; shift += 7) {
      size |= (file[at] & 0x7F) << shift;
      if (file[at++] >= 0) {
        return size;
      }
    }
  }
}

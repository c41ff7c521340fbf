package io.tuplewatch.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin.BOOLEAN;
import static org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin.DOUBLE;
import static org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin.FLOAT;
import static org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin.INT;
import static org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin.LONG;
import static org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin.STRING;

import io.tuplewatch.recording.input.RecordingReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openjdk.jmc.flightrecorder.writer.api.Recordings;
import org.openjdk.jmc.flightrecorder.writer.api.Type;
import org.openjdk.jmc.flightrecorder.writer.api.TypeStructureBuilder;

/** Recordings that another writer made: other fields, in another order. */
class ForeignWriterTest {

  private static final long START = 1_700_000_000_000_000_000L;

  @TempDir Path directory;

  @Test
  void fieldsAreReadByNameAndAbsentOnesAreUnknown() throws IOException {
    Path file = directory.resolve("foreign.jfr");
    write(
        file,
        type ->
            type.addField("added later", DOUBLE)
                .addField("localPort", INT)
                .addField("and this", FLOAT)
                .addField("outcome", STRING)
                .addField("bound", BOOLEAN)
                .addField("connectionId", LONG)
                .addField("address", STRING)
                .addField("port", INT)
                .addField("jvmId", LONG));
    List<ChunkEvents> chunks = new ArrayList<>();

    List<Recording> recordings = RecordingReader.read(List.of(file), chunks::add, Progress.NONE);

    assertThat(recordings.get(0).problems()).isEmpty();
    assertThat(chunks.get(0).connects())
        .containsExactly(
            new ConnectEvent(
                77,
                5,
                START + 1000,
                START + 3500,
                null,
                "10.0.0.1",
                443,
                null,
                40_000,
                true,
                "TIMED_OUT",
                null,
                null,
                0,
                null,
                null,
                null));
  }

  @Test
  void eventTypeWithoutItsIdentityIsAProblemOfTheChunk() throws IOException {
    Path file = directory.resolve("no-identity.jfr");
    write(
        file,
        type ->
            type.addField("localPort", INT)
                .addField("outcome", STRING)
                .addField("bound", BOOLEAN)
                .addField("address", STRING)
                .addField("port", INT)
                .addField("connectionId", LONG));

    List<Recording> recordings = RecordingReader.read(List.of(file), chunk -> {}, Progress.NONE);

    assertThat(recordings.get(0).problems())
        .singleElement()
        .extracting(Problem::reason)
        .isEqualTo("is damaged: an event type lacks its field jvmId");
  }

  private static void write(Path file, Consumer<TypeStructureBuilder> fields) throws IOException {
    try (org.openjdk.jmc.flightrecorder.writer.api.Recording recording =
        Recordings.newRecording(
            file,
            settings ->
                settings.withTimestamp(START).withStartTicks(500).withDuration(1_000_000))) {
      Type type =
          recording.registerType(
              "tuplewatch.SocketConnect",
              "jdk.jfr.Event",
              structure ->
                  fields.accept(structure.addField("startTime", LONG).addField("duration", LONG)));
      recording.writeEvent(
          type.asValue(
              value -> {
                value.putField("startTime", 1500L).putField("duration", 2500L);
                value.putField("connectionId", 5L).putField("address", "10.0.0.1");
                value.putField("port", 443).putField("localPort", 40_000);
                value.putField("outcome", "TIMED_OUT").putField("bound", true);
                if (type.getFields().stream().anyMatch(f -> f.getName().equals("jvmId"))) {
                  value.putField("jvmId", 77L).putField("added later", 0.5);
                  value.putField("and this", 0.25f);
                }
              }));
    }
  }
}

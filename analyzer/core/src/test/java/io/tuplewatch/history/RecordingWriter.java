package io.tuplewatch.history;

import static org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin.BOOLEAN;
import static org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin.INT;
import static org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin.LONG;
import static org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin.STRING;

import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.openjdk.jmc.flightrecorder.writer.api.Recording;
import org.openjdk.jmc.flightrecorder.writer.api.Recordings;
import org.openjdk.jmc.flightrecorder.writer.api.Type;
import org.openjdk.jmc.flightrecorder.writer.api.TypeStructureBuilder;
import org.openjdk.jmc.flightrecorder.writer.api.Types.Builtin;

/** Chunks to one .jfr file, without stack traces: the writer's cannot be read back as lines. */
final class RecordingWriter {

  /** Not 0: the writer takes that for unknown. */
  private static final long START_TICKS = 1000;

  private final Recording recording;
  private final long start;

  private RecordingWriter(Recording recording, long start) {
    this.recording = recording;
    this.start = start;
  }

  static void write(List<ChunkEvents> chunks, Path file) throws IOException {
    write(chunks.get(0), file);
    Path more = file.resolveSibling(file.getFileName() + ".more");
    for (ChunkEvents chunk : chunks.subList(1, chunks.size())) {
      write(chunk, more);
      Files.write(file, Files.readAllBytes(more), StandardOpenOption.APPEND);
    }
    Files.deleteIfExists(more);
  }

  static void write(ChunkEvents chunk, Path file) throws IOException {
    try (Recording recording =
        Recordings.newRecording(
            file,
            settings ->
                settings
                    .withTimestamp(chunk.start())
                    .withStartTicks(START_TICKS)
                    .withDuration(chunk.end() - chunk.start()))) {
      RecordingWriter writer = new RecordingWriter(recording, chunk.start() - START_TICKS);
      writer.writeSettings(chunk);
      writer.writeConnects(chunk);
      writer.writeCloses(chunk);
      writer.writeHostTcp(chunk);
    }
  }

  /** A type with these fields: name, type, name, type ... */
  private Type type(String name, Object... fields) {
    return recording.registerType(
        name,
        "jdk.jfr.Event",
        (TypeStructureBuilder type) -> {
          type.addField("startTime", LONG).addField("duration", LONG).addField("jvmId", LONG);
          for (int i = 0; i < fields.length; i += 2) {
            type.addField((String) fields[i], (Builtin) fields[i + 1]);
          }
        });
  }

  private void writeConnects(ChunkEvents chunk) {
    Type type =
        type(
            SocketConnect.NAME,
            "connectionId",
            LONG,
            "host",
            STRING,
            "address",
            STRING,
            "port",
            INT,
            "localAddress",
            STRING,
            "localPort",
            INT,
            "bound",
            BOOLEAN,
            "outcome",
            STRING,
            "timeout",
            LONG,
            "api",
            STRING);
    for (ConnectEvent event : chunk.connects()) {
      recording.writeEvent(
          type.asValue(
              value ->
                  value
                      .putField("startTime", event.start() - start)
                      .putField("duration", event.end() - event.start())
                      .putField("jvmId", event.jvmId())
                      .putField("connectionId", event.connectionId())
                      .putField("host", event.host())
                      .putField("address", event.address())
                      .putField("port", event.port())
                      .putField("localAddress", event.localAddress())
                      .putField("localPort", event.localPort())
                      .putField("bound", event.bound())
                      .putField("outcome", event.outcome())
                      .putField("timeout", event.timeoutMillis())
                      .putField("api", event.api())));
    }
  }

  private void writeCloses(ChunkEvents chunk) {
    Type type =
        type(
            SocketClose.NAME,
            "connectionId",
            LONG,
            "address",
            STRING,
            "port",
            INT,
            "localAddress",
            STRING,
            "localPort",
            INT,
            "closedBy",
            STRING);
    for (CloseEvent event : chunk.closes()) {
      recording.writeEvent(
          type.asValue(
              value ->
                  value
                      .putField("startTime", event.time() - start)
                      .putField("duration", 0L)
                      .putField("jvmId", event.jvmId())
                      .putField("connectionId", event.connectionId())
                      .putField("address", event.address())
                      .putField("port", event.port())
                      .putField("localAddress", event.localAddress())
                      .putField("localPort", event.localPort())
                      .putField("closedBy", event.closedBy())));
    }
  }

  private void writeHostTcp(ChunkEvents chunk) {
    Type type = type(HostTcp.NAME, "activeOpens", LONG, "inUse", LONG, "timeWait", LONG);
    for (HostTcpEvent event : chunk.hostTcp()) {
      recording.writeEvent(
          type.asValue(
              value ->
                  value
                      .putField("startTime", event.time() - start)
                      .putField("duration", 0L)
                      .putField("jvmId", event.jvmId())
                      .putField("activeOpens", event.activeOpens())
                      .putField("inUse", event.inUse())
                      .putField("timeWait", event.timeWait())));
    }
  }

  private void writeSettings(ChunkEvents chunk) {
    Type type =
        type(
            NetworkSettings.NAME,
            "hostName",
            STRING,
            "kernelRelease",
            STRING,
            "bootId",
            STRING,
            "networkNamespace",
            LONG,
            "ephemeralLow",
            INT,
            "ephemeralHigh",
            INT,
            "tcpTwReuse",
            INT,
            "tcpTwReuseDelay",
            INT,
            "tcpSynRetries",
            INT,
            "tcpSynLinearTimeouts",
            INT,
            "portStepWidth",
            INT,
            "retryRandomPort",
            INT,
            "reservedPorts",
            STRING,
            "reservedPortsHash",
            LONG,
            "monotonicOffset",
            LONG);
    for (SettingsEvent event : chunk.settings()) {
      recording.writeEvent(
          type.asValue(
              value ->
                  value
                      .putField("startTime", event.time() - start)
                      .putField("duration", 0L)
                      .putField("jvmId", event.jvmId())
                      .putField("hostName", event.hostName())
                      .putField("kernelRelease", event.kernelRelease())
                      .putField("bootId", event.bootId())
                      .putField("networkNamespace", event.networkNamespace())
                      .putField("ephemeralLow", event.ephemeralLow())
                      .putField("ephemeralHigh", event.ephemeralHigh())
                      .putField("tcpTwReuse", event.tcpTwReuse())
                      .putField("tcpTwReuseDelay", event.tcpTwReuseDelay())
                      .putField("tcpSynRetries", event.tcpSynRetries())
                      .putField("tcpSynLinearTimeouts", event.tcpSynLinearTimeouts())
                      .putField("portStepWidth", event.portStepWidth())
                      .putField("retryRandomPort", event.retryRandomPort())
                      .putField("reservedPorts", event.reservedPorts())
                      .putField("reservedPortsHash", event.reservedPortsHash())
                      .putField("monotonicOffset", event.monotonicOffset())));
    }
  }
}

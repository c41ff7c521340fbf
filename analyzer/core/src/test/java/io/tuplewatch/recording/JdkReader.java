package io.tuplewatch.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordingFile;

/** The oracle: the same events as jdk.jfr.consumer sees them. */
record JdkReader(
    List<ConnectEvent> connects, List<CloseEvent> closes, List<SettingsEvent> settings) {

  private static final Pattern JDK = Pattern.compile("(java|javax|jdk|sun|com\\.sun)\\..*");

  /**
   * Chunk by chunk, each in a file of its own: where the type descriptions of two chunks are equal,
   * RecordingFile of JDK 17 goes on with the first one's clock.
   */
  static JdkReader read(Path file) throws IOException {
    JdkReader all = new JdkReader(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    byte[] bytes = Files.readAllBytes(file);
    int position = 0;
    while (position < bytes.length) {
      int size = (int) ByteBuffer.wrap(bytes).getLong(position + 8);
      Path chunk = Files.createTempFile("chunk", ".jfr");
      Files.write(chunk, Arrays.copyOfRange(bytes, position, position + size));
      all.addChunk(chunk);
      Files.delete(chunk);
      position += size;
    }
    return all;
  }

  private void addChunk(Path file) throws IOException {
    try (RecordingFile recording = new RecordingFile(file)) {
      while (recording.hasMoreEvents()) {
        add(recording.readEvent());
      }
    }
  }

  private void add(RecordedEvent event) {
    switch (event.getEventType().getName()) {
      case "tuplewatch.SocketConnect" -> connects.add(connect(event));
      case "tuplewatch.SocketClose" -> closes.add(close(event));
      case "tuplewatch.NetworkSettings" -> settings.add(settings(event));
      default -> {}
    }
  }

  private static ConnectEvent connect(RecordedEvent event) {
    return new ConnectEvent(
        jvmId(event),
        event.getLong("connectionId"),
        nanos(event.getStartTime()),
        nanos(event.getEndTime()),
        event.getString("host"),
        event.getString("address"),
        (int) event.getLong("port"),
        event.getString("localAddress"),
        (int) event.getLong("localPort"),
        event.getBoolean("bound"),
        event.getString("outcome"),
        event.getString("exceptionClass"),
        event.getString("exceptionMessage"),
        event.getLong("timeout"),
        event.getString("api"),
        callSite(event),
        event.getThread() == null || event.getThread().getJavaName() == null
            ? null
            : event.getThread().getJavaName().replaceAll("\\d+", "*"));
  }

  /** Early agents wrote a number. */
  private static long jvmId(RecordedEvent event) {
    Object id = event.getValue("jvmId");
    return id instanceof Long number ? number : Long.parseUnsignedLong((String) id, 16);
  }

  private static CloseEvent close(RecordedEvent event) {
    return new CloseEvent(
        jvmId(event),
        event.getLong("connectionId"),
        nanos(event.getStartTime()),
        event.getString("host"),
        event.getString("address"),
        (int) event.getLong("port"),
        event.getString("localAddress"),
        (int) event.getLong("localPort"),
        event.getString("closedBy"));
  }

  private static SettingsEvent settings(RecordedEvent event) {
    return new SettingsEvent(
        jvmId(event),
        nanos(event.getStartTime()),
        event.getString("hostName"),
        event.getString("kernelRelease"),
        event.getString("bootId"),
        event.getLong("networkNamespace"),
        event.getString("containerId"),
        (int) event.getLong("ephemeralLow"),
        (int) event.getLong("ephemeralHigh"),
        event.getInt("tcpTwReuse"),
        event.getInt("tcpTwReuseDelay"),
        event.getInt("tcpSynRetries"),
        event.getInt("tcpSynLinearTimeouts"),
        event.getInt("portStepWidth"),
        event.getInt("retryRandomPort"),
        event.getString("reservedPorts"),
        event.getLong("reservedPortsHash"),
        event.getLong("monotonicOffset"),
        laterSetting(event, "tcpMaxTwBuckets"),
        laterSetting(event, "ipNonlocalBind"),
        laterSetting(event, "conntrackTimeWait"),
        laterSetting(event, "conntrackClose"),
        event.hasField("previouslyReadAt") && event.getLong("previouslyReadAt") > 0
            ? event.getLong("previouslyReadAt") * 1_000_000
            : SettingsEvent.UNKNOWN);
  }

  /** One that the first recordings do not have. */
  private static int laterSetting(RecordedEvent event, String name) {
    return event.hasField(name) ? event.getInt(name) : -1;
  }

  private static String callSite(RecordedEvent event) {
    for (RecordedFrame frame : event.getStackTrace().getFrames()) {
      String type = frame.getMethod().getType().getName();
      if (!frame.getMethod().isHidden()
          && !JDK.matcher(type).matches()
          && !type.matches("io\\.tuplewatch\\.(agent|events)\\..*")) {
        return type + "." + frame.getMethod().getName() + ":" + frame.getLineNumber();
      }
    }
    return null;
  }

  private static long nanos(Instant time) {
    return time.getEpochSecond() * 1_000_000_000 + time.getNano();
  }
}

package io.tuplewatch.cli;

import java.io.IOException;
import java.nio.file.Path;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/** The recording of a probe's own connects and closes, if one is asked for. */
final class ProbeRecording implements AutoCloseable {

  private final @Nullable Recording recording;

  private ProbeRecording(@Nullable Recording recording) {
    this.recording = recording;
  }

  static ProbeRecording start(@Nullable Path file) throws UnusableInput {
    if (file == null) {
      return new ProbeRecording(null);
    }
    try {
      Recording recording = new Recording();
      recording.enable("tuplewatch.SocketConnect").withoutThreshold();
      recording.enable("tuplewatch.SocketClose").withoutThreshold();
      recording.setDestination(file);
      recording.start();
      return new ProbeRecording(recording);
    } catch (IOException | IllegalStateException | NoClassDefFoundError e) {
      throw UnusableInput.of(file.toString(), "cannot record: " + e.getMessage());
    }
  }

  boolean isOn() {
    return recording != null;
  }

  /** Writes the file. */
  @Override
  public void close() {
    if (recording != null) {
      try {
        recording.stop();
      } catch (IllegalStateException e) {
        // At Ctrl-C the JDK stops and writes recordings itself.
      }
      recording.close();
    }
  }
}

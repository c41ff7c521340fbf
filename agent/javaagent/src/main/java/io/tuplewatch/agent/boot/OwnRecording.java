package io.tuplewatch.agent.boot;

import io.tuplewatch.agent.options.AgentOptions;
import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.time.Duration;
import jdk.jfr.EventSettings;
import jdk.jfr.Recording;
import org.jspecify.annotations.Nullable;

/**
 * The flight recording of option {@code record}: the agent's events only, written to the file when
 * the JVM ends or the agent is detached, and at any time by {@code jcmd PID JFR.dump
 * name=tuplewatch}. Only loaded where there is JFR.
 */
final class OwnRecording {

  private static final String[] EVENTS = {
    SocketClose.NAME,
    NetworkSettings.NAME,
    HostTcp.NAME,
    AgentStatus.NAME,
    ConnectCounts.NAME,
    "jdk.DataLoss"
  };

  private final Recording recording;

  private OwnRecording(Recording recording) {
    this.recording = recording;
  }

  /** Null, after a warning, if the file cannot be written. */
  static @Nullable OwnRecording start(AgentOptions options, String file) {
    try {
      Recording recording = new Recording();
      recording.setName("tuplewatch");
      EventSettings connect = recording.enable(SocketConnect.NAME).withoutThreshold();
      if (options.hasStackTraces()) {
        connect.withStackTrace();
      } else {
        connect.withoutStackTrace();
      }
      for (String event : EVENTS) {
        recording.enable(event);
      }
      if (options.maxAgeMillis() > 0) {
        recording.setMaxAge(Duration.ofMillis(options.maxAgeMillis()));
      }
      recording.setMaxSize(options.maxSizeBytes());
      recording.setToDisk(true);
      recording.setDestination(PrivateFile.create(file));
      recording.setDumpOnExit(true);
      recording.start();
      return new OwnRecording(recording);
    } catch (IOException e) {
      AgentLog.warn("no own recording: " + file + " cannot be written: " + e);
    } catch (RuntimeException e) {
      AgentLog.warn("no own recording: " + e);
    }
    return null;
  }

  /** Absolute. */
  String file() {
    return String.valueOf(recording.getDestination());
  }

  /** Writes the file. */
  void stop() {
    recording.stop();
    recording.close();
  }
}

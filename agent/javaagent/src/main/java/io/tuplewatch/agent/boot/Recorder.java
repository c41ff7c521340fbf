package io.tuplewatch.agent.boot;

import io.tuplewatch.agent.options.AgentOptions;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops recording, for the instrumentation's side: a new {@link Attachment}, the flight
 * recorder or JSON lines, the agent's own recording. Not thread-safe: the start class attaches and
 * detaches one at a time.
 */
public final class Recorder {

  private static final int WORST_DESTINATIONS = 10;

  private static @Nullable FlightRecording flight;
  private static @Nullable OwnRecording ownRecording;
  private static @Nullable JsonLinesSink jsonLines;
  private static @Nullable Management management;
  private static volatile @Nullable String recordFile;

  private Recorder() {}

  /** Before the first hook can be called. */
  public static void start(AgentOptions options, String version) {
    SocketHooks.prepare();
    ErrorTexts.learn(messagesLocale());
    Attachment attachment = Attachment.begin(options, version);
    if (options.isManaged()) {
      manage(attachment);
    }
    String file = options.recordFile();
    String obstacle = obstacleToFlightRecorder();
    if (obstacle == null && !options.isJsonLines()) {
      flight = FlightRecording.follow(attachment);
      if (file != null) {
        ownRecording = OwnRecording.start(options, file);
        recordFile = ownRecording == null ? null : ownRecording.file();
      }
    } else if (file != null) {
      startJsonLines(attachment, obstacle == null ? file : withoutFlightRecorder(file, obstacle));
    } else {
      AgentLog.warn(obstacle + ", so nothing is recorded; record=FILE.jsonl writes JSON lines");
    }
  }

  private static void manage(Attachment attachment) {
    try {
      Class.forName("java.lang.management.ManagementFactory", false, null);
      management = Management.start(attachment);
    } catch (ClassNotFoundException e) {
      AgentLog.warn("jmx=on is ignored: this JVM has no java.management module");
    }
  }

  /** Finds the locale of messages as setlocale(3) does. */
  private static @Nullable String messagesLocale() {
    for (String name : new String[] {"LC_ALL", "LC_MESSAGES", "LANG"}) {
      String value = System.getenv(name);
      if (value != null && !value.isEmpty()) {
        return value;
      }
    }
    return null;
  }

  private static void startJsonLines(Attachment attachment, String file) {
    try {
      jsonLines = JsonLinesSink.open(attachment, file);
      recordFile = file;
      Attachment.record(jsonLines);
    } catch (IOException e) {
      AgentLog.warn("nothing is recorded: " + file + " cannot be written: " + e);
    }
  }

  /** The hooks are there before the first socket is. */
  public static void seesEverySocket() {
    Descriptors.noLingerYet();
  }

  /** After the last hook could be called. */
  public static void stop() {
    if (flight != null) {
      flight.stop();
      flight = null;
    }
    if (ownRecording != null) {
      ownRecording.stop();
      ownRecording = null;
    }
    if (management != null) {
      management.stop();
      management = null;
    }
    recordFile = null;
    Attachment.end();
    if (jsonLines != null) {
      jsonLines.close();
      jsonLines = null;
    }
    Descriptors.lingerMayBeSet();
    SocketHooks.forgetAll();
  }

  public static void setInstrumentedTypes(String types) {
    Attachment attachment = Attachment.current();
    if (attachment != null) {
      attachment.setInstrumentedTypes(types);
    }
  }

  /**
   * The fields of {@code AgentStatus}, by name, and {@code asOf}, {@code recording}, {@code
   * failures}, {@code earlyReuses}, {@code failedEarlyReuses}, {@code lastFailure}, {@code
   * worstDestinations}, {@code recordFile}; empty if detached.
   */
  public static Map<String, Object> status() {
    Attachment attachment = Attachment.current();
    if (attachment == null) {
      return Collections.emptyMap();
    }
    Map<String, Object> status = attachment.status();
    status.put("asOf", System.currentTimeMillis());
    status.put("recording", recording());
    status.put("failures", attachment.failures());
    ReuseCounts reuses = attachment.reuseCounts();
    status.put("earlyReuses", reuses.earlyReuses());
    status.put("failedEarlyReuses", reuses.failedEarlyReuses());
    LastFailure last = reuses.lastFailure();
    if (last != null) {
      status.put("lastFailure", last);
    }
    List<String> worst = reuses.worst(WORST_DESTINATIONS);
    if (!worst.isEmpty()) {
      status.put("worstDestinations", join(worst));
    }
    if (recordFile != null) {
      status.put("recordFile", recordFile);
    }
    status.put("format", flight == null ? "JSON lines" : "JFR");
    return status;
  }

  private static String join(List<String> texts) {
    StringBuilder joined = new StringBuilder();
    for (String text : texts) {
      joined.append(joined.length() == 0 ? "" : "; ").append(text);
    }
    return joined.toString();
  }

  private static String recording() {
    if (Attachment.isRecording()) {
      return "on";
    }
    return flight == null ? "impossible" : "off";
  }

  /** Null if there is none. */
  private static @Nullable String obstacleToFlightRecorder() {
    try {
      Class.forName("jdk.jfr.Event", false, null);
    } catch (ClassNotFoundException e) {
      return "this JVM has no jdk.jfr module (--add-modules jdk.jfr adds it where the JDK has it)";
    }
    return FlightRecording.isSupported()
        ? null
        : "the Flight Recorder is not supported on this VM ("
            + System.getProperty("java.vm.name")
            + ")";
  }

  /** Says why JSON lines are written, and where: not under the name of what they are not. */
  private static String withoutFlightRecorder(String file, String obstacle) {
    String lines = file.endsWith(".jfr") ? file.substring(0, file.length() - 3) + "jsonl" : file;
    AgentLog.warn(obstacle + ", so JSON lines are written to " + lines);
    return lines;
  }
}

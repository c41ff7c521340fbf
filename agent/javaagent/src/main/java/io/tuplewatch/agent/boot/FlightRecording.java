package io.tuplewatch.agent.boot;

import io.tuplewatch.agent.AgentProperties;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import org.jspecify.annotations.Nullable;

/**
 * Follows the flight recorder: while a recording runs, events go there. The first event object of a
 * JVM starts JFR's Java side (200 to 270 ms), so no event class is touched before a recording needs
 * it. Only loaded where there is JFR.
 *
 * <p>Thread-safe. The callbacks come on the thread that starts or stops a recording, and finish
 * before it goes on: a recording that has started misses no connect.
 */
final class FlightRecording implements FlightRecorderListener {

  private final Attachment attachment;
  private @Nullable PeriodicEvents periodicEvents;
  private boolean following = true;

  private FlightRecording(Attachment attachment) {
    this.attachment = attachment;
  }

  /** There are VMs that have the classes of the Flight Recorder, but not the recorder. */
  static boolean isSupported() {
    try {
      return FlightRecorder.isAvailable();
    } catch (RuntimeException e) {
      AgentLog.detail("no Flight Recorder: " + e);
      return false;
    } catch (LinkageError e) {
      AgentLog.detail("no Flight Recorder: " + e);
      return false;
    }
  }

  /** Starts following. */
  static FlightRecording follow(Attachment attachment) {
    FlightRecording flight = new FlightRecording(attachment);
    FlightRecorder.addListener(flight);
    if (FlightRecorder.isInitialized()) {
      flight.update();
    }
    return flight;
  }

  /** Stops following, after a last word on what was seen. */
  synchronized void stop() {
    following = false;
    FlightRecorder.removeListener(this);
    if (periodicEvents != null) {
      periodicEvents.remove();
    }
  }

  @Override
  public void recordingStateChanged(Recording recording) {
    update();
  }

  private void update() {
    try {
      boolean running;
      do {
        running = isAnyRunning();
        if (running) {
          registerEvents();
        }
        Attachment.record(running ? FlightRecorderSink.INSTANCE : null);
        // Listeners run outside of the recorder's lock: another thread may have overtaken this one.
      } while (running != isAnyRunning());
      AgentProperties.renew(Recorder.status());
    } catch (Throwable t) {
      Attachment.record(null);
      AgentLog.warn("cannot follow the flight recorder, nothing is recorded: " + t);
    }
  }

  private static boolean isAnyRunning() {
    for (Recording recording : FlightRecorder.getFlightRecorder().getRecordings()) {
      if (recording.getState() == RecordingState.RUNNING) {
        return true;
      }
    }
    return false;
  }

  private synchronized void registerEvents() {
    if (periodicEvents == null && following) {
      initializeJdkHandlers();
      FlightRecorder.register(SocketConnect.class);
      FlightRecorder.register(SocketClose.class);
      periodicEvents = PeriodicEvents.add(attachment);
    }
  }

  /** JDK-8371889: registering an event can deadlock with this class's initializer (before 22). */
  private static void initializeJdkHandlers() {
    try {
      Class.forName("jdk.jfr.events.Handlers", true, null);
    } catch (ClassNotFoundException e) {
      AgentLog.detail("this JDK has no jdk.jfr.events.Handlers");
    } catch (LinkageError e) {
      AgentLog.detail("jdk.jfr.events.Handlers: " + e);
    }
  }
}

package io.tuplewatch.agent.boot;

import io.tuplewatch.events.NetworkSettings;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import jdk.jfr.FlightRecorder;
import jdk.jfr.FlightRecorderListener;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;

/**
 * Whether a flight recording is running. The first event object of a JVM starts JFR's Java side
 * (200 to 270 ms), so no event class is touched before a recording needs it.
 *
 * <p>Thread-safe. The callbacks come on the thread that starts or stops a recording, and finish
 * before it goes on: a recording that has started misses no connect.
 */
final class FlightRecording implements FlightRecorderListener {

  private static volatile boolean on;
  private static boolean eventsRegistered;

  private FlightRecording() {}

  static boolean isOn() {
    return on;
  }

  /** Starts following the flight recorder's state. */
  static void watch() {
    FlightRecorder.addListener(new FlightRecording());
    if (FlightRecorder.isInitialized()) {
      update();
    }
  }

  @Override
  public void recordingStateChanged(Recording recording) {
    update();
  }

  private static void update() {
    try {
      boolean running;
      do {
        running = isAnyRunning();
        if (running) {
          registerEvents();
        }
        on = running;
        // Listeners run outside of the recorder's lock: another thread may have overtaken this one.
      } while (running != isAnyRunning());
    } catch (Throwable t) {
      on = false;
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

  private static synchronized void registerEvents() {
    if (eventsRegistered) {
      return;
    }
    initializeJdkHandlers();
    FlightRecorder.register(SocketConnect.class);
    FlightRecorder.register(SocketClose.class);
    FlightRecorder.register(NetworkSettings.class);
    SettingsEmitter emitter = new SettingsEmitter();
    FlightRecorder.addPeriodicEvent(NetworkSettings.class, emitter);
    // The chunk of this moment has begun already.
    emitter.run();
    eventsRegistered = true;
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

  private static final class SettingsEmitter implements Runnable {
    private final SettingsReader settings = new SettingsReader();

    @Override
    public void run() {
      try {
        settings.read(SocketHooks.JVM_ID).commit();
      } catch (Throwable t) {
        AgentLog.detail("network settings not recorded: " + t);
      }
    }
  }
}

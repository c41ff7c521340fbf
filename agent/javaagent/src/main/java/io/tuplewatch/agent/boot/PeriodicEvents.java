package io.tuplewatch.agent.boot;

import io.tuplewatch.agent.AgentProperties;
import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.NetworkSettings;
import java.util.Map;
import jdk.jfr.Event;
import jdk.jfr.FlightRecorder;

/**
 * The events the flight recorder asks for, on its own thread: settings, host counters, the agent's
 * status, and counts of connects. Only loaded where there is JFR. Thread-safe.
 */
final class PeriodicEvents {

  private final Attachment attachment;
  private final SettingsInTime settings = new SettingsInTime(new SettingsReader());
  private final HostTcpReader hostTcp = new HostTcpReader();

  private final Hook settingsHook =
      new Hook() {
        @Override
        void emit() throws ReflectiveOperationException {
          PooledTexts.forget();
          commit(new NetworkSettings(), settings.read(System.currentTimeMillis()));
        }
      };
  private final Hook hostTcpHook =
      new Hook() {
        @Override
        void emit() throws ReflectiveOperationException {
          commit(new HostTcp(), hostTcp.read());
          Map<String, Object> changed = settings.readIfChanged(System.currentTimeMillis());
          if (changed != null) {
            commit(new NetworkSettings(), changed);
          }
          AgentProperties.renew(Recorder.status());
          attachment.leaveIfReleased();
        }
      };
  private final Hook countsHook =
      new Hook() {
        @Override
        void emit() throws ReflectiveOperationException {
          emitCounts();
        }
      };
  private final Hook statusHook =
      new Hook() {
        @Override
        void emit() throws ReflectiveOperationException {
          commit(new AgentStatus(), attachment.status());
          emitCounts();
        }
      };

  private PeriodicEvents(Attachment attachment) {
    this.attachment = attachment;
  }

  /** Has the recorder ask from now on. */
  static PeriodicEvents add(Attachment attachment) {
    PeriodicEvents events = new PeriodicEvents(attachment);
    FlightRecorder.addPeriodicEvent(NetworkSettings.class, events.settingsHook);
    FlightRecorder.addPeriodicEvent(HostTcp.class, events.hostTcpHook);
    FlightRecorder.addPeriodicEvent(ConnectCounts.class, events.countsHook);
    FlightRecorder.addPeriodicEvent(AgentStatus.class, events.statusHook);
    // The chunk of this moment has begun already.
    events.settingsHook.run();
    events.hostTcpHook.run();
    events.statusHook.run();
    return events;
  }

  /** A last word, and none after it. */
  void remove() {
    statusHook.run();
    FlightRecorder.removePeriodicEvent(settingsHook);
    FlightRecorder.removePeriodicEvent(hostTcpHook);
    FlightRecorder.removePeriodicEvent(countsHook);
    FlightRecorder.removePeriodicEvent(statusHook);
  }

  private void emitCounts() throws ReflectiveOperationException {
    for (Map<String, Object> counts : attachment.tallies().take()) {
      commit(new ConnectCounts(), counts);
    }
  }

  private void commit(Event event, Map<String, Object> fields) throws ReflectiveOperationException {
    event.getClass().getField("jvmId").set(event, attachment.jvmId());
    for (Map.Entry<String, Object> field : fields.entrySet()) {
      event.getClass().getField(field.getKey()).set(event, field.getValue());
    }
    event.commit();
  }

  private abstract static class Hook implements Runnable {

    abstract void emit() throws ReflectiveOperationException;

    @Override
    public void run() {
      try {
        emit();
      } catch (Throwable t) {
        SocketHooks.suppress(t);
      }
    }
  }
}

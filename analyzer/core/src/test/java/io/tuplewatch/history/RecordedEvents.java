package io.tuplewatch.history;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.recording.ChunkEvents;
import io.tuplewatch.recording.CloseEvent;
import io.tuplewatch.recording.ConnectEvent;
import io.tuplewatch.recording.HostTcpEvent;
import io.tuplewatch.recording.SettingsEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Attempts as the agent records them: one chunk for each JVM. */
final class RecordedEvents {

  /** Boot, on the wall clock. */
  static final long BOOT = 1_700_000_000_000_000_000L;

  private static final String LOCAL_ADDRESS = "10.0.0.5";
  private static final long FIRST_JVM = 0xa0;
  private static final long HOST_TCP_PERIOD = 10_000_000_000L;
  private static final long NAMESPACE = 4_026_531_840L;

  private final Setting setting;
  private final long beginning;
  private final List<ChunkEvents> chunks = new ArrayList<>();

  /** Of what ends so long after the history's start, or later. */
  RecordedEvents(Setting setting, Duration beginning) {
    this.setting = setting;
    this.beginning = beginning.toNanos();
    long end = BOOT + setting.duration.toNanos();
    for (int jvm = 0; jvm < setting.jvms; jvm++) {
      ChunkEvents chunk = ChunkEvents.between(BOOT + this.beginning, end);
      chunk.settings().add(settings(FIRST_JVM + jvm));
      chunks.add(chunk);
    }
  }

  /** The remote address of a destination; its port is 443. */
  static String address(int destination) {
    return "10.9." + destination / 250 + "." + (1 + destination % 250);
  }

  /** The kernel's count of connects, as the first JVM's agent reads it every 10 s. */
  void addHostTcp(List<Attempt> attempts) {
    long due = 0;
    long opens = 0;
    for (Attempt attempt : attempts) {
      for (; attempt.start() >= due; due += HOST_TCP_PERIOD) {
        if (due >= beginning) {
          chunks.get(0).hostTcp().add(new HostTcpEvent(FIRST_JVM, BOOT + due, opens));
        }
      }
      opens += attempt.localPort() == 0 ? 0 : 1;
    }
  }

  void add(Attempt attempt) {
    ChunkEvents chunk = chunks.get(attempt.jvm());
    if (attempt.end() >= beginning) {
      chunk.connects().add(connect(attempt));
    }
    ClosedBy closedBy = attempt.closedBy();
    if (closedBy != null && attempt.close() >= beginning) {
      chunk.closes().add(close(attempt, closedBy));
    }
  }

  List<ChunkEvents> chunks() {
    return chunks;
  }

  private ConnectEvent connect(Attempt attempt) {
    return RecordedConnection.number(attempt.number())
        .jvm(FIRST_JVM + attempt.jvm())
        .host("server" + attempt.destination() + ".example")
        .to(address(attempt.destination()), 443)
        .from(attempt.connected() ? LOCAL_ADDRESS : "0.0.0.0", attempt.localPort())
        .timeoutMillis(setting.connectTimeout.toMillis())
        .callSite("example.Client.call:" + (10 + attempt.callSite()))
        .connect(BOOT + attempt.start(), BOOT + attempt.end(), attempt.outcome().name());
  }

  private static CloseEvent close(Attempt attempt, ClosedBy closedBy) {
    return RecordedConnection.number(attempt.number())
        .jvm(FIRST_JVM + attempt.jvm())
        .to(address(attempt.destination()), 443)
        .from(LOCAL_ADDRESS, attempt.localPort())
        .close(BOOT + attempt.close(), closedBy.name());
  }

  private SettingsEvent settings(long jvmId) {
    String reserved = setting.space.reserved().toString();
    return RecordedSettings.at(BOOT)
        .jvm(jvmId)
        .host("client.example")
        .kernel("6.18.0")
        .namespace(NAMESPACE)
        .ports(setting.space.range().low(), setting.space.range().high())
        .twReuse(2, 1000)
        .syns(6, 0)
        .reserved(reserved, reserved.hashCode())
        .offset(BOOT)
        .event();
  }
}

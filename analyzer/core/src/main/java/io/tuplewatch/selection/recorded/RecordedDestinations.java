package io.tuplewatch.selection.recorded;

import io.tuplewatch.connection.Jvm;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.SynSchedule;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Sorts the uses of recordings by destination and settings. Not thread-safe. */
final class RecordedDestinations {

  private record Group(DestinationKey key, SelectionSettings settings) {}

  private final ClassifiedUses connects;
  private final Uses uses;
  private final Map<Long, SettingsInForce> settings = new HashMap<>();
  private final Map<Group, ConnectTimeline.Builder> timelines = new HashMap<>();

  private long lastJvm;
  private @Nullable SettingsInForce ofLastJvm;

  /** Settings of each destination's last use, by its number: hardly ever do they change. */
  private final @Nullable SelectionSettings[] lastSettings;

  private final ConnectTimeline.@Nullable Builder[] lastTimelines;

  RecordedDestinations(ClassifiedUses connects, Map<Long, Jvm> jvms) {
    this.connects = connects;
    this.uses = connects.all();
    this.lastSettings = new @Nullable SelectionSettings[uses.destinations()];
    this.lastTimelines = new ConnectTimeline.@Nullable Builder[uses.destinations()];
    Map<SelectionSettings, SelectionSettings> known = new HashMap<>();
    jvms.forEach((jvmId, jvm) -> settings.put(jvmId, new SettingsInForce(jvm.settings(), known)));
  }

  /** Adds a classified use by its number. */
  void addConnect(int number) {
    long row = connects.row(number);
    SelectionSettings inForce = inForce(uses.jvmId(row), uses.wallTime(row));
    boolean judged = uses.result(row).judged();
    boolean early =
        connects.kind(number) == UseKind.EARLY_REUSE
            && judged
            && inThisNamespace(number)
            && Objects.equals(inForceBefore(number), inForce);
    int flags =
        (uses.bound(row) ? ConnectTimeline.FIXED : 0)
            | (judged ? ConnectTimeline.JUDGED : 0)
            | (uses.connected(row) ? ConnectTimeline.CONNECTED : 0)
            | timeWait(row)
            | (connects.workedBefore(number) ? ConnectTimeline.WORKED_BEFORE : 0)
            | (early ? ConnectTimeline.EARLY : 0)
            | (early && connects.failedEarlyReuse(number) ? ConnectTimeline.FAILED_EARLY : 0);
    add(row, uses.start(row), inForce, flags);
  }

  /** Whether it is its own network namespace that used the tuple before. */
  private boolean inThisNamespace(int number) {
    long previous = connects.previousRow(number);
    return previous < 0
        || uses.namespaceDestination(previous) == uses.namespaceDestination(connects.row(number));
  }

  /** The settings under which the previous use of the tuple was made, of a reuse. */
  private @Nullable SelectionSettings inForceBefore(int number) {
    long previous = connects.previousRow(number);
    if (previous >= 0) {
      return inForce(uses.jvmId(previous), uses.wallTime(previous));
    }
    Use remembered = uses.remembered(connects.row(number));
    return inForce(remembered.jvmId(), remembered.wallTime());
  }

  /** A connection from before the recording holds its port, and its close counts. */
  void addClose(long row) {
    SelectionSettings inForce = inForce(uses.jvmId(row), uses.wallTime(row));
    add(row, uses.close(row), inForce, ConnectTimeline.FIXED | timeWait(row));
  }

  private void add(long row, long start, @Nullable SelectionSettings inForce, int flags) {
    int destination = uses.namespaceDestination(row);
    if (inForce != null && uses.tupleKnown(destination)) {
      long end = uses.end(row);
      long close = end == Use.UNKNOWN ? ConnectTimeline.FOREVER : end;
      timeline(destination, inForce)
          .add(start, close, SynSchedule.lastPacket(uses, row), uses.localPort(row), flags);
    }
  }

  private ConnectTimeline.Builder timeline(int destination, SelectionSettings inForce) {
    ConnectTimeline.Builder last = lastTimelines[destination];
    if (last == null || !inForce.equals(lastSettings[destination])) {
      DestinationKey key = DestinationKey.of(uses.namespaceKey(destination, 0));
      last =
          timelines.computeIfAbsent(
              new Group(key, inForce), group -> new ConnectTimeline.Builder());
      lastTimelines[destination] = last;
      lastSettings[destination] = inForce;
    }
    return last;
  }

  private int timeWait(long row) {
    return uses.closedBy(row) == ClosedBy.LOCAL ? ConnectTimeline.TIME_WAIT : 0;
  }

  private @Nullable SelectionSettings inForce(long jvmId, long wallTime) {
    if (ofLastJvm == null || jvmId != lastJvm) {
      lastJvm = jvmId;
      ofLastJvm = settings.get(jvmId);
    }
    return ofLastJvm == null ? SelectionSettings.UNKNOWN : ofLastJvm.at(wallTime);
  }

  /** The destinations with most connects first. */
  List<RecordedDestination> inOrder() {
    List<RecordedDestination> destinations = new ArrayList<>();
    timelines.forEach(
        (group, timeline) ->
            destinations.add(
                new RecordedDestination(group.key(), group.settings(), timeline.build())));
    destinations.sort(RecordedDestination.BUSIEST_FIRST);
    return destinations;
  }
}

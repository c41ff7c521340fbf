package io.tuplewatch.selection.recorded;

import io.tuplewatch.connection.Jvm;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.Uses;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.SynSchedule;
import io.tuplewatch.reuse.UseKind;
import java.util.ArrayList;
import java.util.Comparator;
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
  private final Map<Group, Timeline.Builder> timelines = new HashMap<>();

  private long lastJvm;
  private @Nullable SettingsInForce ofLastJvm;

  /** By number of the destination, where its last use went: hardly ever do settings change. */
  private final @Nullable SelectionSettings[] lastSettings;

  private final Timeline.@Nullable Builder[] lastTimelines;

  RecordedDestinations(ClassifiedUses connects, Map<Long, Jvm> jvms) {
    this.connects = connects;
    this.uses = connects.all();
    this.lastSettings = new @Nullable SelectionSettings[uses.destinations()];
    this.lastTimelines = new Timeline.@Nullable Builder[uses.destinations()];
    Map<SelectionSettings, SelectionSettings> known = new HashMap<>();
    jvms.forEach((jvmId, jvm) -> settings.put(jvmId, new SettingsInForce(jvm, known)));
  }

  /** Adds the classified use at a place. */
  void addConnect(int place) {
    long row = connects.row(place);
    SelectionSettings inForce = inForce(uses.jvmId(row), uses.wallTime(row));
    boolean judged = uses.result(row).judged();
    boolean early =
        connects.kind(place) == UseKind.EARLY_REUSE
            && judged
            && Objects.equals(inForceBefore(place), inForce);
    int flags =
        (uses.bound(row) ? Timeline.FIXED : 0)
            | (judged ? Timeline.JUDGED : 0)
            | (uses.connected(row) ? Timeline.CONNECTED : 0)
            | timeWait(row)
            | (early ? Timeline.EARLY : 0)
            | (early && connects.failedEarlyReuse(place) ? Timeline.FAILED_EARLY : 0);
    add(row, uses.start(row), inForce, flags);
  }

  /** The settings under which the previous use of the tuple was made, of a reuse. */
  private @Nullable SelectionSettings inForceBefore(int place) {
    long previous = connects.previousRow(place);
    if (previous >= 0) {
      return inForce(uses.jvmId(previous), uses.wallTime(previous));
    }
    Use remembered = uses.remembered(connects.row(place));
    return inForce(remembered.jvmId(), remembered.wallTime());
  }

  /** A connection from before the recording holds its port, and its close counts. */
  void addClose(long row) {
    SelectionSettings inForce = inForce(uses.jvmId(row), uses.wallTime(row));
    add(row, uses.close(row), inForce, Timeline.FIXED | timeWait(row));
  }

  private void add(long row, long start, @Nullable SelectionSettings inForce, int flags) {
    int destination = uses.destination(row);
    if (inForce != null && uses.tupleKnown(destination)) {
      long end = uses.end(row);
      long close = end == Use.UNKNOWN ? Timeline.FOREVER : end;
      timeline(destination, inForce)
          .add(start, close, SynSchedule.lastPacket(uses, row), uses.localPort(row), flags);
    }
  }

  private Timeline.Builder timeline(int destination, SelectionSettings inForce) {
    Timeline.Builder last = lastTimelines[destination];
    if (last == null || !inForce.equals(lastSettings[destination])) {
      DestinationKey key = DestinationKey.of(uses.key(destination, 0));
      last = timelines.computeIfAbsent(new Group(key, inForce), group -> new Timeline.Builder());
      lastTimelines[destination] = last;
      lastSettings[destination] = inForce;
    }
    return last;
  }

  private int timeWait(long row) {
    return uses.closedBy(row) == ClosedBy.LOCAL ? Timeline.TIME_WAIT : 0;
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
    destinations.sort(
        Comparator.comparingInt((RecordedDestination each) -> -each.timeline().size())
            .thenComparing(RecordedDestination::key)
            .thenComparing(each -> String.valueOf(each.settings())));
    return destinations;
  }
}

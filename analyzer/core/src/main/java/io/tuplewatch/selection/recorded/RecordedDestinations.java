package io.tuplewatch.selection.recorded;

import io.tuplewatch.connection.Jvm;
import io.tuplewatch.connection.Use;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.reuse.ClassifiedUse;
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

  private final Map<Long, SettingsInForce> settings = new HashMap<>();
  private final Map<Group, Timeline.Builder> timelines = new HashMap<>();

  RecordedDestinations(Map<Long, Jvm> jvms) {
    jvms.forEach((jvmId, jvm) -> settings.put(jvmId, new SettingsInForce(jvm)));
  }

  void addConnect(ClassifiedUse classified) {
    Use use = classified.use();
    boolean early =
        classified.kind() == UseKind.EARLY_REUSE
            && use.result().judged()
            && underTheSame(classified);
    int flags =
        (use.details().bound() ? Timeline.FIXED : 0)
            | (use.result().judged() ? Timeline.JUDGED : 0)
            | (use.connected() ? Timeline.CONNECTED : 0)
            | timeWait(use)
            | (early ? Timeline.EARLY : 0)
            | (early && classified.failedEarlyReuse() ? Timeline.FAILED_EARLY : 0);
    add(use, use.start(), flags);
  }

  /** Whether the previous use of the tuple was made under the same settings. */
  private boolean underTheSame(ClassifiedUse classified) {
    Use previous = classified.previous();
    return previous != null && Objects.equals(inForce(previous), inForce(classified.use()));
  }

  /** A connection from before the recording holds its port, and its close counts. */
  void addClose(Use use) {
    add(use, use.close(), Timeline.FIXED | timeWait(use));
  }

  private void add(Use use, long start, int flags) {
    SelectionSettings inForce = inForce(use);
    if (inForce != null && use.key().tuple().known()) {
      long close = use.end() == Use.UNKNOWN ? Timeline.FOREVER : use.end();
      timelines
          .computeIfAbsent(
              new Group(DestinationKey.of(use.key()), inForce), group -> new Timeline.Builder())
          .add(start, close, SynSchedule.lastPacket(use), use.key().tuple().localPort(), flags);
    }
  }

  private static int timeWait(Use use) {
    return use.closedBy() == ClosedBy.LOCAL ? Timeline.TIME_WAIT : 0;
  }

  private @Nullable SelectionSettings inForce(Use use) {
    SettingsInForce ofJvm = settings.get(use.jvmId());
    return ofJvm == null ? SelectionSettings.UNKNOWN : ofJvm.at(use.wallTime());
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

package io.tuplewatch.witness;

import io.tuplewatch.witness.capture.Capture;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** All captures of the client's side. */
final class ClientSide {

  /** How far an estimated moment may be off, ns. */
  private static final long MARGIN = 10_000_000L;

  private record File(Capture capture, long lag) {}

  private final Map<Integer, Attempt> byIndex = new HashMap<>();
  private final Set<Target> shown = new HashSet<>();
  private final List<File> files = new ArrayList<>();
  private @Nullable ClockLag lag;

  void add(Capture capture, FoundAttempts found) {
    found.byIndex().forEach(byIndex::putIfAbsent);
    found.byIndex().values().forEach(attempt -> shown.add(Target.of(attempt)));
    ClockLag own = found.lag();
    files.add(new File(capture, own == null ? 0 : own.medianNanos()));
    boolean better = own != null && (lag == null || own.connects() > lag.connects());
    lag = better ? own : lag;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /** The SYNs of the connect at an index; null if none was found. */
  @Nullable Attempt attempt(int index) {
    return byIndex.get(index);
  }

  /** Whether a connect that left would have been captured. */
  boolean covers(Interest.Key key, Interest.Connect connect) {
    return shown.contains(key.target())
        && files.stream().anyMatch(f -> f.capture.covers(connect.start() + f.lag, MARGIN));
  }

  /** The lag of the capture that shows most connects. */
  @Nullable ClockLag lag() {
    return lag;
  }
}

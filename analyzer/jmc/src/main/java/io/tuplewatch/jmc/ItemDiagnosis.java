package io.tuplewatch.jmc;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.check.SelectionCheck;
import io.tuplewatch.selection.recorded.PortsHeld;
import io.tuplewatch.selection.recorded.RecordedLoad;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmc.common.item.IItemCollection;

/** What all rules say, found once for a collection of items. Thread-safe. */
final class ItemDiagnosis {

  /** So many connects, the first ones, are worth the time of the check of source ports. */
  private static final int MOST_CONNECTS = 1_000_000;

  private final ConnectionLog log;
  private final ReuseLog reuses;
  private final Diagnosis diagnosis;
  private @Nullable RecordedLoad load;
  private @Nullable SelectionCheck selection;

  private ItemDiagnosis(ConnectionLog log, @Nullable Duration firewallTimeout) {
    this.log = log;
    this.reuses = TimeoutSearch.detect(log, firewallTimeout);
    this.diagnosis = Diagnosis.of(log, reuses);
  }

  static ItemDiagnosis of(IItemCollection items, @Nullable Duration firewallTimeout) {
    return new ItemDiagnosis(ItemRecording.read(items), firewallTimeout);
  }

  /** Whether the agent recorded nothing at all. */
  boolean isEmpty() {
    return log.jvms().isEmpty();
  }

  /** False: an agent was told to leave out connects of destinations that it records. */
  boolean everyUseWritten() {
    return log.everyUseWritten();
  }

  Diagnosis diagnosis() {
    return diagnosis;
  }

  /** Ports held toward each destination whose range of ports was recorded, the fullest first. */
  List<PortsHeld> portsHeld() {
    return load().destinations().stream()
        .map(PortsHeld::of)
        .filter(Objects::nonNull)
        .sorted(
            Comparator.comparingDouble((PortsHeld held) -> -held.share())
                .thenComparing(PortsHeld::key))
        .toList();
  }

  /**
   * Which algorithm selected the ports; of nothing where the load is not known.
   *
   * @throws InterruptedException if the calling thread is
   */
  synchronized SelectionCheck selection() throws InterruptedException {
    SelectionCheck known = selection;
    if (known == null) {
      known = SelectionCheck.of(load().destinations());
      selection = known;
    }
    return known;
  }

  private synchronized RecordedLoad load() {
    RecordedLoad known = load;
    if (known == null) {
      known = RecordedLoad.of(log, reuses, MOST_CONNECTS);
      load = known;
    }
    return known;
  }
}

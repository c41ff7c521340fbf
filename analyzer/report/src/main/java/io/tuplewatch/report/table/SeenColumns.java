package io.tuplewatch.report.table;

import io.tuplewatch.diagnosis.Audit;
import io.tuplewatch.witness.LogEvidence.Blocked;
import io.tuplewatch.witness.SeenPackets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What captures and a device's log show of failures, as further columns where they were given. */
public final class SeenColumns {

  private final Audit audit;

  private SeenColumns(Audit audit) {
    this.audit = audit;
  }

  /** A table of failures with these columns at its end; itself without captures and logs. */
  public static Table<ListedFailure> after(Table<ListedFailure> failures, Audit audit) {
    SeenColumns seen = new SeenColumns(audit);
    Table<ListedFailure> table = new Table<ListedFailure>().and(failures);
    if (audit.witnesses().captures() != null) {
      table
          .and("seen", seen.packets(SeenPackets::seen))
          .and("synsLeft", seen.packets(p -> known(p.left())))
          .and("synsArrived", seen.packets(p -> known(p.arrived())))
          .and("sequence", seen.packets(SeenColumns::sequence))
          .and("translated", seen.packets(SeenPackets::translated));
    }
    if (audit.witnesses().log() != null) {
      table
          .and("blockedLines", seen.blocked(Blocked::lines))
          .and("blockedText", seen.blocked(Blocked::text))
          .and("sessionHeld", seen.blocked(Blocked::held));
    }
    return table;
  }

  private Function<ListedFailure, @Nullable Object> packets(
      Function<SeenPackets, @Nullable Object> value) {
    return failure -> value.apply(audit.packets(failure.cause()));
  }

  private Function<ListedFailure, @Nullable Object> blocked(
      Function<Blocked, @Nullable Object> value) {
    return failure -> {
      Blocked blocked = audit.blocked(failure.cause());
      return blocked == null ? null : value.apply(blocked);
    };
  }

  private static @Nullable Integer known(int syns) {
    return syns == SeenPackets.NOT_KNOWN ? null : syns;
  }

  private static @Nullable Long sequence(SeenPackets packets) {
    return packets.firstSyn() == 0 ? null : Integer.toUnsignedLong(packets.sequence());
  }
}

package io.tuplewatch.reuse;

import io.tuplewatch.connection.SynSettings;
import io.tuplewatch.connection.Use;
import io.tuplewatch.connection.UseValues;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The one use that is just being seen, in every row. Not thread-safe. */
final class LiveUse implements UseValues {

  private @Nullable Use use;
  private @Nullable Remembered remembered;
  private long watched;

  void set(Use next, @Nullable Remembered previous, long watchedBefore) {
    use = next;
    remembered = previous;
    watched = watchedBefore;
  }

  private Use use() {
    return Objects.requireNonNull(use);
  }

  @Override
  public @Nullable Outcome outcome(long row) {
    return use().outcome();
  }

  @Override
  public long start(long row) {
    return use().start();
  }

  @Override
  public long attemptEnd(long row) {
    return use().attemptEnd();
  }

  @Override
  public long close(long row) {
    return use().close();
  }

  @Override
  public @Nullable ClosedBy closedBy(long row) {
    return use().closedBy();
  }

  @Override
  public SynSettings synSettings(long row) {
    return use().synSettings();
  }

  @Override
  public long historyBefore(long row) {
    return watched;
  }

  @Override
  public long rememberedEnd(long row) {
    return remembered == null ? Use.UNKNOWN : use().start() - remembered.sinceEnd();
  }

  @Override
  public boolean rememberedConnected(long row) {
    return remembered != null && remembered.outcome() == Outcome.CONNECTED;
  }

  @Override
  public @Nullable ClosedBy rememberedClosedBy(long row) {
    return remembered == null ? null : remembered.closedBy();
  }

  @Override
  public long sinceRememberedConnected(long row) {
    return remembered == null ? Long.MAX_VALUE : remembered.sinceConnected();
  }

  /** The remembered use, as {@link io.tuplewatch.connection.Uses#remembered}; null without one. */
  @Nullable Use rememberedUse() {
    if (remembered == null) {
      return null;
    }
    boolean connected = rememberedConnected(0);
    long end = rememberedEnd(0);
    return new Use(
        use().key(),
        use().jvmId(),
        Use.NOT_RECORDED,
        connected ? Use.UNKNOWN : end,
        connected ? Use.UNKNOWN : end,
        connected ? end : Use.UNKNOWN,
        use().wallTime() - remembered.sinceEnd(),
        connected ? null : remembered.outcome(),
        remembered.closedBy(),
        use().synSettings(),
        use().details());
  }
}

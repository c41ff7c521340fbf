package io.tuplewatch.cli.watch;

import io.tuplewatch.cli.jvm.JfrRepository;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import jdk.jfr.consumer.EventStream;
import jdk.jfr.consumer.RecordedEvent;

/** Events of JDK 14 and later, whose flight recorder flushes them every second. */
final class FlushedEvents implements EventFeed {

  private final EventStream stream;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * The JVM flushes once a second, and what is there already comes without a pause: after two in a
   * row longer than this, ns, events are of now.
   */
  private static final long PAUSE = 500_000_000L;

  /** End of the last event since the last flush, epoch ns; 0 if there was none. */
  private long lastEnd;

  private long lastFlush;
  private int pauses;

  private FlushedEvents(EventStream stream) {
    this.stream = stream;
  }

  /** Begins with the chunk that began at that time, so that the settings at its start are seen. */
  static FlushedEvents start(JfrRepository repository, Instant chunkStart, JvmEvents events)
      throws IOException {
    EventStream stream = EventStream.openRepository(repository.folder());
    FlushedEvents feed = new FlushedEvents(stream);
    stream.setStartTime(chunkStart);
    stream.setOrdered(true);
    stream.setReuse(true);
    for (String name : JvmEvents.NAMES) {
      stream.onEvent(name, event -> feed.add(event, events));
    }
    stream.onFlush(() -> feed.flushed(events));
    stream.onError(error -> feed.ended.set(true));
    stream.onClose(() -> feed.ended.set(true));
    stream.startAsync();
    return feed;
  }

  private void add(RecordedEvent event, JvmEvents events) {
    if (lastEnd == 0) {
      pauses = lastFlush != 0 && System.nanoTime() - lastFlush > PAUSE ? pauses + 1 : 0;
      if (pauses == 2) {
        events.begin();
      }
    }
    lastEnd = RecordedUses.nanos(event.getEndTime());
    events.add(event);
  }

  private void flushed(JvmEvents events) {
    if (lastEnd != 0) {
      events.caughtUp(lastEnd, pauses > 0);
      lastEnd = 0;
    }
    lastFlush = System.nanoTime();
  }

  @Override
  public boolean isLive() {
    return true;
  }

  @Override
  public boolean hasEnded() {
    return ended.get();
  }

  @Override
  public void close() {
    stream.close();
  }
}

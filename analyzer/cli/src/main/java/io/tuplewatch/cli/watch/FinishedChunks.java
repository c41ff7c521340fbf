package io.tuplewatch.cli.watch;

import io.tuplewatch.cli.jvm.JfrRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;

/**
 * Of JDK 8 to 13, whose chunks can be read when they are finished: full (12 MB), or cut off by a
 * dump. Those that were there before are passed over.
 */
final class FinishedChunks implements EventFeed {

  private static final long BETWEEN_LOOKS_MILLIS = 1000;

  private final JfrRepository repository;
  private final JvmEvents events;
  private final Set<Path> read = new HashSet<>();
  private final CountDownLatch closed = new CountDownLatch(1);

  private FinishedChunks(JfrRepository repository, JvmEvents events) {
    this.repository = repository;
    this.events = events;
  }

  static FinishedChunks start(JfrRepository repository, JvmEvents events) throws IOException {
    FinishedChunks feed = new FinishedChunks(repository, events);
    feed.read.addAll(feed.finished());
    Thread thread = new Thread(feed::run, "tuplewatch-chunks");
    thread.setDaemon(true);
    thread.start();
    return feed;
  }

  private List<Path> finished() throws IOException {
    List<Path> finished = new ArrayList<>();
    for (Path chunk : repository.chunks()) {
      if (JfrRepository.header(chunk).map(JfrRepository.Header::finished).orElse(false)) {
        finished.add(chunk);
      }
    }
    return finished;
  }

  private void run() {
    try {
      while (!closed.await(BETWEEN_LOOKS_MILLIS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void look() {
    try {
      for (Path chunk : finished()) {
        if (read.add(chunk)) {
          take(chunk);
        }
      }
    } catch (IOException e) {
      // Deleted while it was read: the JVM has ended, or keeps no more than this.
    }
  }

  /** A chunk's events are in the order in which threads' buffers were full. */
  private void take(Path chunk) throws IOException {
    List<RecordedEvent> found = new ArrayList<>();
    try (RecordingFile file = new RecordingFile(chunk)) {
      while (file.hasMoreEvents()) {
        RecordedEvent event = file.readEvent();
        if (JvmEvents.NAMES.contains(event.getEventType().getName())) {
          found.add(event);
        }
      }
    }
    found.sort(Comparator.comparing(RecordedEvent::getEndTime));
    events.chunk();
    found.forEach(events::add);
    if (!found.isEmpty()) {
      events.caughtUp(RecordedUses.nanos(found.get(found.size() - 1).getEndTime()), false);
    }
  }

  @Override
  public boolean isLive() {
    return false;
  }

  @Override
  public boolean hasEnded() {
    return false;
  }

  @Override
  public void close() {
    closed.countDown();
  }
}

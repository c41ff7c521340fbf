package io.tuplewatch.cli.watch;

import io.tuplewatch.cli.jvm.JfrRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Brings the events of a JVM's repository, on a thread of its own, from its start to its close. */
interface EventFeed extends AutoCloseable {

  /**
   * One that fits the JVM's chunks.
   *
   * @throws IOException if there is none yet, or it cannot be read
   */
  static EventFeed of(JfrRepository repository, JvmEvents events) throws IOException {
    if (!repository.flushed()) {
      return FinishedChunks.start(repository, events);
    }
    List<Path> chunks = repository.chunks();
    for (int i = chunks.size() - 1; i >= 0; i--) {
      Optional<JfrRepository.Header> header = JfrRepository.header(chunks.get(i));
      if (header.isPresent()) {
        return FlushedEvents.start(repository, header.get().start(), events);
      }
    }
    throw new IOException("its flight recorder has not written anything yet");
  }

  /** Whether events come within seconds; otherwise only when a chunk is finished. */
  boolean isLive();

  /** Whether no more will come by itself. */
  boolean hasEnded();

  @Override
  void close();
}

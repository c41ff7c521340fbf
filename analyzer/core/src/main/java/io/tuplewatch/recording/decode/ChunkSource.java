package io.tuplewatch.recording.decode;

import io.tuplewatch.recording.format.ChunkHeader;
import io.tuplewatch.recording.format.ChunkInput;
import io.tuplewatch.recording.format.MetadataCache;
import java.nio.channels.FileChannel;
import java.util.function.LongConsumer;

/**
 * A chunk to be read, and how.
 *
 * @param channel may be read by several threads
 * @param passed is told now and then how many more bytes have been read, by any thread
 */
public record ChunkSource(
    FileChannel channel,
    ChunkHeader header,
    MetadataCache metadata,
    StackForm callSites,
    LongConsumer passed) {

  /** The same chunk, of which each byte counts for a half. */
  ChunkSource readTwice() {
    return new ChunkSource(channel, header, metadata, callSites, bytes -> passed.accept(bytes / 2));
  }

  ChunkInput open() {
    return new ChunkInput(channel, header);
  }
}

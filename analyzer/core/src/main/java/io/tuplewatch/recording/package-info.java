/**
 * First step: the chunks of .jfr files, turned into the agent's events.
 *
 * <p>{@link RecordingReader} walks the files, {@code ChunkWalk} finds their chunks, {@code
 * ChunkReader} decodes one chunk into columns, several at once ({@code ParallelReading}). A chunk
 * is self-contained, so damage is confined to it: it becomes a {@link Problem} and everything
 * readable is kept. Nothing is trusted: lengths, offsets, field types and texts come from whoever
 * wrote the file.
 */
@NullMarked
package io.tuplewatch.recording;

import org.jspecify.annotations.NullMarked;

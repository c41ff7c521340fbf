/**
 * One chunk to the agent's events: {@link io.tuplewatch.recording.decode.ChunkReader} walks it, a
 * decoder for each type of event ({@code EventDecoders}) reads the fields, and {@code
 * PooledReferences} finds the texts and stack traces that these refer to. {@link
 * io.tuplewatch.recording.decode.LargeChunk} divides a large one among threads.
 */
@NullMarked
package io.tuplewatch.recording.decode;

import org.jspecify.annotations.NullMarked;

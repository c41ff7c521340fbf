/**
 * One chunk to the agent's events: {@link io.tuplewatch.recording.decode.ChunkReader} walks it, a
 * decoder for each type of event reads the fields.
 */
@NullMarked
package io.tuplewatch.recording.decode;

import org.jspecify.annotations.NullMarked;

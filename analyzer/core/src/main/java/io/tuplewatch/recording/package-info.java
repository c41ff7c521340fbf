/**
 * First step: recordings, turned into the agent's events.
 *
 * <p>This package is what later steps see: the events of one chunk in columns ({@link ChunkEvents})
 * and what is said of each file ({@link Recording}, {@link Problem}). The packages below it make
 * that, each using only those before it:
 *
 * <ul>
 *   <li>{@code text}: encoded texts and varints, told apart by their bytes,
 *   <li>{@code format}: chunks, their metadata, checkpoints and constant pools,
 *   <li>{@code decode}: one chunk's bytes to {@link ChunkEvents},
 *   <li>{@code json}: the agent's JSON lines to {@link ChunkEvents},
 *   <li>{@code input}: files, archives and directories, several chunks at once.
 * </ul>
 *
 * <p>A chunk is self-contained, so damage is confined to it: it becomes a {@link Problem} and
 * everything readable is kept. Nothing is trusted: lengths, offsets, field types and texts come
 * from whoever wrote the file.
 */
@NullMarked
package io.tuplewatch.recording;

import org.jspecify.annotations.NullMarked;

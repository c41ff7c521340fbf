/**
 * The file format of Flight Recorder: chunks and where they begin, the types they describe, their
 * checkpoints and constant pools. Knows no event of the agent's.
 */
@NullMarked
package io.tuplewatch.recording.format;

import org.jspecify.annotations.NullMarked;

/**
 * Recordings for others: what the analyzer reads of one, with other names, as a .jfr file again.
 * {@link io.tuplewatch.cli.scrub.ScrubbedRecording} writes it chunk by chunk.
 */
@NullMarked
package io.tuplewatch.cli.scrub;

import org.jspecify.annotations.NullMarked;

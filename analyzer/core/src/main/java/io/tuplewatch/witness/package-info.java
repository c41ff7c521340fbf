/**
 * Beside the recordings: what others saw of the same connects. {@link
 * io.tuplewatch.witness.CaptureEvidence} joins packet captures of the client's and the server's
 * side with the failed connects. No cause is named here: what was seen is told, and what was not
 * looked at stays not known.
 */
@NullMarked
package io.tuplewatch.witness;

import org.jspecify.annotations.NullMarked;

/**
 * Third step: for every use of a four-tuple, who used it before and how long ago its last packet
 * was.
 *
 * <p>{@code TupleHistory} is the algorithm, for one tuple; {@link ReuseDetector} shows it all uses
 * in time order, each with the past of its tuple from {@code LastUses}; {@link ReuseLog} is the
 * result.
 */
@NullMarked
package io.tuplewatch.reuse;

import org.jspecify.annotations.NullMarked;

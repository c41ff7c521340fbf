/**
 * Third step: for every use of a four-tuple, who used it before and how long ago its last packet
 * was.
 *
 * <p>{@link TupleHistory} is the algorithm, for one tuple; {@link ReuseDetector} feeds it every
 * tuple's uses in time order; {@link ReuseLog} is the result.
 */
@NullMarked
package io.tuplewatch.reuse;

import org.jspecify.annotations.NullMarked;

/**
 * Tables of numbers, for more rows than objects would fit: in memory while they are small, in a
 * temporary file beyond. {@link Storage} hands out the room, {@link LongTable} is rows of a fixed
 * width, {@link RowIds} numbers distinct rows.
 *
 * <p>Rows and not one array per column: a use is looked at as a whole, out of order, by whoever
 * follows it on its tuple, and a row is one cache line.
 */
@NullMarked
package io.tuplewatch.columns;

import org.jspecify.annotations.NullMarked;

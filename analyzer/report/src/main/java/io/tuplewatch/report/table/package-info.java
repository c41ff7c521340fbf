/**
 * Tables of plain rows, as CSV and as lines for grep: what each holds is said once, in {@link
 * io.tuplewatch.report.table.Tables}, so that the letter's attachment, {@code list} and {@code
 * --csv} name and spell everything alike.
 */
@NullMarked
package io.tuplewatch.report.table;

import org.jspecify.annotations.NullMarked;

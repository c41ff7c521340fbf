/**
 * The letter to a network team: which sessions to look up, with which filters, and what each
 * finding would mean. Data flows {@link io.tuplewatch.report.letter.Sessions} → {@link
 * io.tuplewatch.report.letter.Letter} → text or Markdown.
 *
 * <p>Commands and filters for other programs hold parsed addresses and ports only ({@link
 * io.tuplewatch.report.letter.Filters}); texts of a recording appear in sentences alone.
 */
@NullMarked
package io.tuplewatch.report.letter;

import org.jspecify.annotations.NullMarked;

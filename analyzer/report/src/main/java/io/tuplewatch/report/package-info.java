/**
 * How results look: text for a terminal, JSON for machines. Computes nothing.
 *
 * <p>Texts from a recording pass {@link SafeText} before they reach a terminal.
 */
@NullMarked
package io.tuplewatch.report;

import org.jspecify.annotations.NullMarked;

/** How results look: text for a terminal, JSON for machines. Computes nothing. */
@NullMarked
package io.tuplewatch.report;

import org.jspecify.annotations.NullMarked;

package io.tuplewatch.evidence.search;

import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.reuse.IdleTimeout.Step;
import java.io.Serializable;

/**
 * Connects that worked on tuples used shortly before were answered at a later SYN more often than
 * others of the same moments.
 *
 * @param step the idle time at which that ends
 * @param comparison connects idle for less than the upper end of {@code step}, as the early ones,
 *     against the others; "failed" are those that were answered late
 * @param adjustedP the comparison's p, adjusted for the number of destinations that were looked at
 *     (Benjamini and Hochberg)
 */
public record Delay(Step step, Comparison comparison, double adjustedP) implements Serializable {}

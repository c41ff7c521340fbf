/**
 * Fourth step: do early reuses fail more often than the other connects of the same moments, and
 * from which idle time on do they not?
 *
 * <p>{@link Evidence} holds one {@link DestinationEvidence} for each destination. What it counts
 * are integers by second, closing side and idle time ({@link CellCounts}), so that parts add up in
 * any order; everything else is computed from them once: the {@link Comparison} of early reuses
 * with others within strata, the {@link Lifetime} of the firewall's sessions, the {@link
 * IdleBand}s. The order of failures in time is kept by {@link FailureRuns}; what fails without
 * reuse ({@link Background}) and how likely reuse alone makes a connect fail ({@link ReuseHazard})
 * give each failure its {@link Judgement}.
 */
@NullMarked
package io.tuplewatch.evidence;

import org.jspecify.annotations.NullMarked;

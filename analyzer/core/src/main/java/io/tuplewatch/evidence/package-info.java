/**
 * Fourth step: do early reuses fail more often than the other connects of the same moments, and
 * from which idle time on do they not?
 *
 * <p>{@link Evidence} holds one {@link DestinationEvidence} for each destination. What it counts
 * are integers by second, closing side and idle time ({@link CellCounts}), so that parts add up in
 * any order; everything else is computed from them once: the {@link Comparison} of early reuses
 * with others within strata, the {@link Lifetime} of the firewall's sessions, the {@link
 * IdleBand}s. What made each failure is told by {@link Explanations}: the moment ({@link
 * Conditions}), the tuple's path ({@link DeadPaths}), and a session of an earlier use ({@link
 * ReuseHazard}) compete for it; the result is its {@link Judgement}.
 */
@NullMarked
package io.tuplewatch.evidence;

import org.jspecify.annotations.NullMarked;

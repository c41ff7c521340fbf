package io.tuplewatch.reuse;

import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.Outcome;
import org.jspecify.annotations.Nullable;

/**
 * What the agent remembers of a tuple's previous use, as a connect event says it.
 *
 * @param sinceEnd from the end of that use to the start of this one, ns, 0 or more
 * @param closedBy null unless it connected
 * @param sinceConnected from the end of the last use that connected to the start of this one, ns;
 *     {@link Long#MAX_VALUE} if none is remembered
 */
public record Remembered(
    long sinceEnd, Outcome outcome, @Nullable ClosedBy closedBy, long sinceConnected) {}

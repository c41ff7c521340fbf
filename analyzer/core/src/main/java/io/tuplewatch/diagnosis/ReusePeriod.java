package io.tuplewatch.diagnosis;

import java.io.Serializable;

/**
 * A time in which early reuses of one destination failed at one rate: a change of it is a rule
 * changed, a device replaced, a path moved.
 *
 * @param from when its first connect started, epoch ns
 * @param to when its last connect started, epoch ns
 * @param earliest when it began at the earliest, epoch ns; {@code from} of the first period
 * @param latest when it began at the latest, epoch ns; {@code from} of the first period
 * @param reuses early reuses whose idle time was below the lifetime, of tuples that had worked last
 */
public record ReusePeriod(long from, long to, long earliest, long latest, Tally reuses)
    implements Serializable {}

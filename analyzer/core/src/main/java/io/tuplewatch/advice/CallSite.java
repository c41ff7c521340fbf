package io.tuplewatch.advice;

import org.jspecify.annotations.Nullable;

/**
 * A line of code that connects to the destinations in question.
 *
 * @param line {@code package.Class.method:line}; null = not recorded
 * @param connects that worked or failed
 * @param failedEarlyReuses of them
 */
public record CallSite(@Nullable String line, long connects, long failedEarlyReuses) {}

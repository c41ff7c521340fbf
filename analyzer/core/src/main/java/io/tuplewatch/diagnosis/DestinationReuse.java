package io.tuplewatch.diagnosis;

import org.jspecify.annotations.Nullable;

/**
 * The connects of one destination.
 *
 * @param host the host name most connects gave; the first in alphabetical order of several
 */
public record DestinationReuse(Destination destination, @Nullable String host, Tallies tallies) {}

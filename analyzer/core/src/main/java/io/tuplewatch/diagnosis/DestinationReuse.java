package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.Destination;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The connects of one destination.
 *
 * @param host the host name most connects gave; the first in alphabetical order of several
 * @param hostName name of the host or container that most connects came from, likewise
 */
public record DestinationReuse(
    Destination destination, @Nullable String host, @Nullable String hostName, Tallies tallies)
    implements Serializable {}

package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.evidence.search.LimitSearch;
import java.io.Serializable;

/**
 * Connects to a destination fail once so many others have just worked, whatever their source ports:
 * a limit on new connects or sessions, a full accept queue, or address translation without a free
 * port. They look alike from the client.
 */
public record ConnectLimit(Destination destination, LimitSearch.Limit limit)
    implements Serializable {}

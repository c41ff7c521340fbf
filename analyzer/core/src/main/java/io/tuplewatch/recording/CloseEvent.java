package io.tuplewatch.recording;

import org.jspecify.annotations.Nullable;

/**
 * One {@code tuplewatch.SocketClose} as recorded. Null: the field was null or absent.
 *
 * @param time epoch ns on the JVM's wall clock
 * @param port remote port as recorded, not yet validated
 * @param localPort source port as recorded, not yet validated
 */
public record CloseEvent(
    long jvmId,
    long connectionId,
    long time,
    @Nullable String host,
    @Nullable String address,
    int port,
    @Nullable String localAddress,
    int localPort,
    @Nullable String closedBy) {}

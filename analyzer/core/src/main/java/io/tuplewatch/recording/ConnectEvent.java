package io.tuplewatch.recording;

import org.jspecify.annotations.Nullable;

/**
 * One {@code tuplewatch.SocketConnect} as recorded. Null: the field was null or absent.
 *
 * @param start epoch ns on the JVM's wall clock
 * @param end epoch ns, at or after {@code start}
 * @param port remote port as recorded, not yet validated
 * @param localPort source port as recorded, not yet validated; 0 when no SYN was sent
 * @param timeoutMillis the application's connect timeout in ms; 0 = none
 * @param callSite first application frame as {@code package.Class.method:line}; null if none
 * @param threadPool of the thread that connected, as {@link ThreadPools#of}
 */
public record ConnectEvent(
    long jvmId,
    long connectionId,
    long start,
    long end,
    @Nullable String host,
    @Nullable String address,
    int port,
    @Nullable String localAddress,
    int localPort,
    boolean bound,
    @Nullable String outcome,
    @Nullable String exceptionClass,
    @Nullable String exceptionMessage,
    long timeoutMillis,
    @Nullable String api,
    @Nullable String callSite,
    @Nullable String threadPool) {}

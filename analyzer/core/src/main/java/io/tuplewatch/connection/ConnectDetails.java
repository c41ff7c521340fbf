package io.tuplewatch.connection;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * What the application asked for and got. Texts are the recording's: clean them before they reach a
 * terminal.
 *
 * @param host as the application gave it; never looked up
 * @param bound the application bound the socket itself
 * @param api see {@link io.tuplewatch.events.Api}; other agents may know others
 * @param timeoutMillis the application's connect timeout, ms; 0 = none
 * @param callSite {@code package.Class.method:line}
 * @param threadPool see {@link io.tuplewatch.recording.ThreadPools}
 */
public record ConnectDetails(
    @Nullable String host,
    boolean bound,
    @Nullable String api,
    long timeoutMillis,
    @Nullable String exceptionClass,
    @Nullable String exceptionMessage,
    @Nullable String callSite,
    @Nullable String threadPool)
    implements Serializable {}

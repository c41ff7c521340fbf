package io.tuplewatch.recording;

import org.jspecify.annotations.Nullable;

/**
 * One {@code tuplewatch.NetworkSettings} as recorded. Null: the field was null or absent.
 *
 * @param time epoch ns on the JVM's wall clock
 * @param networkNamespace inode; -1 = unknown
 * @param tcpTwReuseDelay ms
 * @param reservedPorts text of ip_local_reserved_ports
 * @param monotonicOffset epoch ns minus CLOCK_MONOTONIC ns; {@link #UNKNOWN} if not recorded
 */
public record SettingsEvent(
    long jvmId,
    long time,
    @Nullable String hostName,
    @Nullable String kernelRelease,
    @Nullable String bootId,
    long networkNamespace,
    @Nullable String containerId,
    int ephemeralLow,
    int ephemeralHigh,
    int tcpTwReuse,
    int tcpTwReuseDelay,
    int tcpSynRetries,
    int tcpSynLinearTimeouts,
    int portStepWidth,
    int retryRandomPort,
    @Nullable String reservedPorts,
    long reservedPortsHash,
    long monotonicOffset) {

  /** How JFR writes a timespan that is not known. */
  public static final long UNKNOWN = Long.MIN_VALUE;
}

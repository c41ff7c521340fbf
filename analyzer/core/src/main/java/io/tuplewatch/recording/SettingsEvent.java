package io.tuplewatch.recording;

import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * One {@code tuplewatch.NetworkSettings} as recorded. Null: the field was null or absent.
 *
 * @param time epoch ns on the JVM's wall clock
 * @param networkNamespace inode; -1 = unknown
 * @param tcpTwReuseDelay ms
 * @param reservedPorts text of ip_local_reserved_ports
 * @param monotonicOffset epoch ns minus CLOCK_MONOTONIC ns; {@link #UNKNOWN} if not recorded
 * @param conntrackTimeWait netfilter's timeout after both FINs, s
 * @param conntrackClose netfilter's timeout after an RST, s
 * @param previouslyReadAt when the agent last found the settings before these unchanged, epoch ns:
 *     what it wrote before held until then; {@link #UNKNOWN} if nothing was read before these, and
 *     of agents that read them only as often as they wrote them
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
    long monotonicOffset,
    int tcpMaxTwBuckets,
    int ipNonlocalBind,
    int conntrackTimeWait,
    int conntrackClose,
    long previouslyReadAt)
    implements Serializable {

  /** How JFR writes a timespan that is not known. */
  public static final long UNKNOWN = Long.MIN_VALUE;

  /** The event with these fields. */
  public static SettingsEvent of(EventFields fields) {
    return new SettingsEvent(
        fields.jvmId(),
        fields.start(),
        fields.text("hostName"),
        fields.text("kernelRelease"),
        fields.text("bootId"),
        fields.number("networkNamespace", -1),
        fields.text("containerId"),
        fields.integer("ephemeralLow"),
        fields.integer("ephemeralHigh"),
        fields.integer("tcpTwReuse"),
        fields.integer("tcpTwReuseDelay"),
        fields.integer("tcpSynRetries"),
        fields.integer("tcpSynLinearTimeouts"),
        fields.integer("portStepWidth"),
        fields.integer("retryRandomPort"),
        fields.text("reservedPorts"),
        fields.number("reservedPortsHash", 0),
        fields.number("monotonicOffset", UNKNOWN),
        fields.integer("tcpMaxTwBuckets"),
        fields.integer("ipNonlocalBind"),
        fields.integer("conntrackTimeWait"),
        fields.integer("conntrackClose"),
        epochNanos(fields.number("previouslyReadAt", 0)));
  }

  /** From what an agent writes, epoch ms; 0 or less = not read before. */
  private static long epochNanos(long millis) {
    return millis > 0 && millis < Long.MAX_VALUE / 1_000_000 ? millis * 1_000_000 : UNKNOWN;
  }

  SettingsEvent withTexts(TextReplacement by) {
    return new SettingsEvent(
        jvmId,
        time,
        replaced(by, TextKind.HOST, hostName),
        replaced(by, TextKind.KERNEL_RELEASE, kernelRelease),
        replaced(by, TextKind.BOOT_ID, bootId),
        by.networkNamespace(networkNamespace),
        replaced(by, TextKind.CONTAINER_ID, containerId),
        ephemeralLow,
        ephemeralHigh,
        tcpTwReuse,
        tcpTwReuseDelay,
        tcpSynRetries,
        tcpSynLinearTimeouts,
        portStepWidth,
        retryRandomPort,
        replaced(by, TextKind.PORTS, reservedPorts),
        reservedPortsHash,
        monotonicOffset,
        tcpMaxTwBuckets,
        ipNonlocalBind,
        conntrackTimeWait,
        conntrackClose,
        previouslyReadAt);
  }

  private static @Nullable String replaced(
      TextReplacement by, TextKind kind, @Nullable String text) {
    return text == null ? null : by.replace(kind, text);
  }
}

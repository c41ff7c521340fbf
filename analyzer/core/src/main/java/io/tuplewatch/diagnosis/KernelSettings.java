package io.tuplewatch.diagnosis;

import io.tuplewatch.recording.SettingsEvent;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The network namespace a JVM connects from, and the sysctls that govern its source ports. A number
 * the kernel does not have, or that was not recorded, is -1.
 *
 * @param tcpTwReuseDelay ms
 * @param conntrackTimeWait netfilter's timeout after both FINs, s
 * @param conntrackClose netfilter's timeout after an RST, s
 * @param reservedPorts how many ports are reserved
 * @param reservedPortsHash tells changes of the reserved ports
 */
public record KernelSettings(
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
    int tcpMaxTwBuckets,
    int ipNonlocalBind,
    int conntrackTimeWait,
    int conntrackClose,
    int reservedPorts,
    long reservedPortsHash)
    implements Serializable {

  static KernelSettings of(SettingsEvent settings, int reservedPorts) {
    return new KernelSettings(
        settings.hostName(),
        settings.kernelRelease(),
        settings.bootId(),
        settings.networkNamespace(),
        settings.containerId(),
        settings.ephemeralLow(),
        settings.ephemeralHigh(),
        settings.tcpTwReuse(),
        settings.tcpTwReuseDelay(),
        settings.tcpSynRetries(),
        settings.tcpSynLinearTimeouts(),
        settings.portStepWidth(),
        settings.retryRandomPort(),
        settings.tcpMaxTwBuckets(),
        settings.ipNonlocalBind(),
        settings.conntrackTimeWait(),
        settings.conntrackClose(),
        reservedPorts,
        settings.reservedPortsHash());
  }
}

package io.tuplewatch.selection.recorded;

import io.tuplewatch.recording.SettingsEvent;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import java.io.Serializable;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The sysctls that govern port selection, as recorded. Null, or -1, is not recorded, unreadable, or
 * not there in this kernel.
 *
 * @param range ip_local_port_range
 * @param reserved ip_local_reserved_ports
 * @param stepWidth ip_local_port_step_width, in candidates; 0 = off
 * @param retryRandom ip_retry_random_port; 0 = off
 * @param twReuse tcp_tw_reuse, 0 to 2
 * @param twReuseDelayMillis tcp_tw_reuse_delay
 */
public record SelectionSettings(
    @Nullable String kernelRelease,
    @Nullable PortRange range,
    @Nullable PortSet reserved,
    int stepWidth,
    int retryRandom,
    int twReuse,
    int twReuseDelayMillis)
    implements Serializable {

  /** Nothing was recorded. */
  public static final SelectionSettings UNKNOWN =
      new SelectionSettings(null, null, null, -1, -1, -1, -1);

  /** First release with the modelled table; older ones have it as a backport or not at all. */
  private static final int MODELLED_MAJOR = 5;

  private static final int MODELLED_MINOR = 18;

  /**
   * @param reservedTexts the texts by hash: an agent may write a text only when it changed
   */
  static SelectionSettings of(SettingsEvent event, Map<Long, String> reservedTexts) {
    String text = event.reservedPorts();
    return new SelectionSettings(
        event.kernelRelease(),
        range(event.ephemeralLow(), event.ephemeralHigh()),
        reserved(text == null ? reservedTexts.get(event.reservedPortsHash()) : text),
        Math.min(event.portStepWidth(), PortRange.MAX_PORT),
        event.retryRandomPort(),
        event.tcpTwReuse(),
        event.tcpTwReuseDelay());
  }

  private static @Nullable PortRange range(int low, int high) {
    return low >= 1 && high <= PortRange.MAX_PORT && low <= high ? new PortRange(low, high) : null;
  }

  private static @Nullable PortSet reserved(@Nullable String text) {
    try {
      return text == null ? null : PortSet.parse(text);
    } catch (IllegalArgumentException unreadable) {
      return null;
    }
  }

  /** The value of a sysctl below net.ipv4 that selects an algorithm; -1 if it is not recorded. */
  public int sysctl(String name) {
    return switch (name) {
      case "ip_local_port_step_width" -> stepWidth;
      case "ip_retry_random_port" -> retryRandom;
      default -> -1;
    };
  }

  /** The algorithm that the sysctls select; null if none of them was recorded. */
  public @Nullable SelectionAlgorithm configured() {
    SelectionAlgorithm configured = SelectionAlgorithms.configuredBy(this::sysctl);
    return range == null && configured.sysctl() == null ? null : configured;
  }

  /** Whether the release says that this kernel may select ports in an older way. */
  public boolean maybeNotModelled() {
    if (kernelRelease == null) {
      return false;
    }
    String[] numbers = kernelRelease.split("[^0-9]+", 3);
    if (numbers.length < 2
        || !numbers[0].matches("[0-9]{1,4}")
        || !numbers[1].matches("[0-9]{1,4}")) {
      return false;
    }
    int major = Integer.parseInt(numbers[0]);
    return major < MODELLED_MAJOR
        || (major == MODELLED_MAJOR && Integer.parseInt(numbers[1]) < MODELLED_MINOR);
  }
}

package io.tuplewatch.connection;

import io.tuplewatch.recording.SettingsEvent;
import java.io.Serializable;
import org.jspecify.annotations.Nullable;

/**
 * The sysctls that govern SYN retransmission.
 *
 * @param retries net.ipv4.tcp_syn_retries, 1 to 127
 * @param linearTimeouts net.ipv4.tcp_syn_linear_timeouts, 0 to 127; 0 where the kernel has none
 */
public record SynSettings(int retries, int linearTimeouts) implements Serializable {

  /** The kernel's default retries, no linear timeouts. */
  public static final SynSettings DEFAULT = new SynSettings(6, 0);

  private static final int MAX = 127; // the kernel's own limit, for both

  /** Settings as recorded; defaults for what is unknown or impossible. */
  static SynSettings of(@Nullable SettingsEvent settings) {
    if (settings == null) {
      return DEFAULT;
    }
    return of(settings.tcpSynRetries(), settings.tcpSynLinearTimeouts());
  }

  /** Makes settings of recorded numbers; defaults for what is unknown (-1) or impossible. */
  public static SynSettings of(int retries, int linear) {
    return new SynSettings(
        retries >= 1 && retries <= MAX ? retries : DEFAULT.retries,
        linear >= 0 && linear <= MAX ? linear : DEFAULT.linearTimeouts);
  }
}

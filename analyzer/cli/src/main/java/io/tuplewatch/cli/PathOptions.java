package io.tuplewatch.cli;

import io.tuplewatch.diagnosis.Nat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What the user knows of the way between client and server. */
final class PathOptions {

  @Option(
      names = "--firewall-timeout",
      paramLabel = "SPAN",
      converter = FirewallTimeout.class,
      description =
          "The firewall's idle timeout if you know it, 350s, 60m, 1h, 500ms: a tuple used again"
              + " sooner is an early reuse. Default: the idle time at which failures end, where they"
              + " show one.")
  private @Nullable Duration firewallTimeout;

  @Option(
      names = "--firewall",
      paramLabel = "ID",
      converter = FirewallProfile.class,
      completionCandidates = FirewallProfile.Ids.class,
      description = "The idle timeout of a known device instead: ${COMPLETION-CANDIDATES}.")
  private @Nullable Duration profile;

  @Option(
      names = "--nat",
      paramLabel = "NAT",
      defaultValue = "unknown",
      description =
          "Whether source NAT stands between client and firewall: none, source or unknown. Default:"
              + " ${DEFAULT-VALUE}.")
  private Nat nat;

  /** Null if the user named none. */
  @Nullable Duration firewallTimeout() {
    return profile == null ? firewallTimeout : profile;
  }

  Nat nat() {
    return nat;
  }

  /** These options as they are written on a command line. */
  List<String> arguments() {
    List<String> arguments = new ArrayList<>();
    Duration timeout = firewallTimeout();
    if (timeout != null) {
      arguments.addAll(List.of("--firewall-timeout", timeout.toMillis() + "ms"));
    }
    arguments.addAll(List.of("--nat", nat.name().toLowerCase(Locale.ROOT)));
    return arguments;
  }
}

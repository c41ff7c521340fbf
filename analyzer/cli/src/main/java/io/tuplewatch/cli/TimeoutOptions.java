package io.tuplewatch.cli;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The idle timeout by which a running JVM's reuses are early: nothing can be found out so soon. */
final class TimeoutOptions {

  private static final Duration USUAL = Duration.ofMinutes(60);

  @Option(
      names = "--firewall-timeout",
      paramLabel = "SPAN",
      converter = FirewallTimeout.class,
      description =
          "The firewall's idle timeout: a tuple used again sooner is an early reuse. Default: 60m.")
  private @Nullable Duration firewallTimeout;

  @Option(
      names = "--firewall",
      paramLabel = "ID",
      converter = FirewallProfile.class,
      completionCandidates = FirewallProfile.Ids.class,
      description = "The idle timeout of a known device instead: ${COMPLETION-CANDIDATES}.")
  private @Nullable Duration profile;

  Duration firewallTimeout() {
    return profile == null ? Objects.requireNonNullElse(firewallTimeout, USUAL) : profile;
  }
}

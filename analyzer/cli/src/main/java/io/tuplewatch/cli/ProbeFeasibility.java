package io.tuplewatch.cli;

import io.tuplewatch.probe.Closing;
import io.tuplewatch.probe.ProbePlan;
import io.tuplewatch.probe.SourcePorts;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.selection.PortRange;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Whether a probe can come to an end within its limits: asked before anything is sent. */
final class ProbeFeasibility {

  private static final Duration TIME_WAIT = Duration.ofSeconds(61);

  private final ProbePlan plan;
  private final InetSocketAddress service;
  private final CommandSpec spec;

  ProbeFeasibility(ProbePlan plan, InetSocketAddress service, CommandSpec spec) {
    this.plan = plan;
    this.service = service;
    this.spec = spec;
  }

  /**
   * Refuses what cannot; says what will be sent.
   *
   * @param sourcePorts those to take; null for those below the ephemeral range
   * @return the ports
   * @throws ParameterException if it cannot
   */
  SourcePorts require(@Nullable PortRange sourcePorts) {
    if (plan.connects() > plan.limits().connects()) {
      throw usage(
          plan.connects()
              + " connects are needed, --max-connects allows "
              + plan.limits().connects()
              + ": fewer gaps, fewer --trials, or a larger limit");
    }
    if (plan.duration().compareTo(plan.limits().time()) > 0) {
      throw usage(
          "it may take "
              + ProbeProgress.minutes(plan.duration())
              + ", --max-time allows "
              + ProbeProgress.minutes(plan.limits().time())
              + ": shorter gaps, a higher --rate, or a larger limit");
    }
    requireNoTimeWait();
    SourcePorts ports = ProbeOptions.ports(sourcePorts, plan.seed());
    if (ports.left() < plan.ports()) {
      throw usage(plan.ports() + " source ports are needed: name more with --source-ports");
    }
    spec.commandLine()
        .getErr()
        .println(
            plan.connects()
                + " connects to "
                + SafeText.of(service.getAddress().getHostAddress())
                + " port "
                + service.getPort()
                + ", at most "
                + ProbeProgress.minutes(plan.duration())
                + ", seed "
                + plan.seed());
    return ports;
  }

  private void requireNoTimeWait() {
    boolean tooShort =
        plan.gaps().stream().anyMatch(gap -> gap.compareTo(TIME_WAIT) < 0)
            || (plan.search() != null && plan.search().shortest().compareTo(TIME_WAIT) < 0);
    if (tooShort
        && plan.closings().contains(Closing.CLIENT)
        && !ProbeOptions.timeWaitIsReused(service.getAddress())) {
      throw usage(
          "gaps below 61s need --close server or --close reset: after its own FIN this host keeps"
              + " the port in TIME_WAIT for 60 s");
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package io.tuplewatch.cli;

import io.tuplewatch.probe.Probe;
import io.tuplewatch.probe.ProbePlan;
import io.tuplewatch.probe.ProbeResult;
import io.tuplewatch.probe.Say;
import io.tuplewatch.probe.SocketConnector;
import io.tuplewatch.probe.SourcePorts;
import io.tuplewatch.probe.TimeSource;
import io.tuplewatch.report.ProbeJson;
import io.tuplewatch.report.ProbeText;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.selection.PortRange;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tuplewatch probe}: the controlled experiment. */
@Command(
    name = "probe",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Tuplewatch.Version.class,
    description =
        "Connects to a service from reused and from never-used source ports, in random order, and"
            + " says whether reuse fails.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done, reuse does not fail or it cannot be told",
      "1:the service did not answer, output was lost, or the software failed",
      "2:wrong usage",
      "3:reuse fails or is delayed",
      "130:interrupted with Ctrl-C; what is known by then is printed"
    },
    footer = {
      "",
      "Examples:",
      "  tuplewatch probe db:5432 --say postgresql --gaps 65s,5m,61m --i-own-this-service",
      "  tuplewatch probe web:80 --say http --close server --find-lifetime 1s-1h"
          + " --i-own-this-service"
    })
final class ProbeCommand implements Callable<Integer> {

  private static final int REUSE_FAILS = 3;
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(5);

  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "HOST:PORT",
      description = "The service. A name is looked up once, and its first address is taken.")
  private String destination;

  @Option(
      names = "--i-own-this-service",
      description = "Says that you may send these connects to it. Nothing is sent without.")
  private boolean owned;

  @Mixin private ProbePlanOptions options = new ProbePlanOptions();

  @Option(
      names = "--say",
      paramLabel = "WHAT",
      defaultValue = "none",
      description =
          "A minimal polite exchange: none, http, tls, postgresql or mysql. Some servers count bare"
              + " handshakes as errors and then block the client (max_connect_errors of MySQL and"
              + " MariaDB). Default: ${DEFAULT-VALUE}.")
  private Say say;

  @Option(
      names = "--connect-timeout",
      paramLabel = "SPAN",
      defaultValue = "3s",
      converter = Converters.DurationConverter.class,
      description = "How long a connect waits for an answer. Default: ${DEFAULT-VALUE}.")
  private Duration timeout;

  @Option(
      names = "--source-address",
      paramLabel = "ADDRESS",
      converter = ProbeOptions.AddressConverter.class,
      description = "Connect from this local address. Default: the kernel's choice.")
  private @Nullable InetAddress sourceAddress;

  @Option(
      names = "--source-ports",
      paramLabel = "LOW-HIGH",
      converter = Converters.RangeConverter.class,
      description =
          "Source ports to take. Default: those below the ephemeral range, which no other connect"
              + " of this host is given.")
  private @Nullable PortRange sourcePorts;

  @Option(
      names = "--hold",
      paramLabel = "SPAN",
      converter = Converters.DurationConverter.class,
      description =
          "Afterwards connects again and again from a port that failed, a span apart, so that its"
              + " session can be looked up; until it is answered, or Ctrl-C.")
  private @Nullable Duration hold;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the results as JSON; - is standard output, in place of the text.")
  private @Nullable String json;

  @Option(
      names = "--record",
      paramLabel = "FILE.jfr",
      description = "Writes all connects and closes to a recording that analyze reads.")
  private @Nullable Path recording;

  @Override
  public Integer call() throws IOException, InterruptedException, UnusableInput {
    requireSaneOptions();
    ProbePlan plan = options.plan();
    InetSocketAddress service = ProbeOptions.service(destination, spec);
    SourcePorts ports = new ProbeFeasibility(plan, service, spec).require(sourcePorts);
    ExecutorService threads = Executors.newCachedThreadPool();
    try (ProbeRecording events = ProbeRecording.start(recording)) {
      SocketConnector connector =
          new SocketConnector(service, sourceAddress, timeout, say, events.isOn());
      ProbeProgress progress = ProbeProgress.of(plan, err());
      Probe probe =
          new Probe(plan, service, connector, ports, TimeSource.SYSTEM, threads, progress);
      return run(probe, progress);
    } finally {
      threads.shutdown();
    }
  }

  /** Ctrl-C stops the probe; the process ends when what is known has been written. */
  private int run(Probe probe, ProbeProgress progress) throws InterruptedException, UnusableInput {
    CountDownLatch written = new CountDownLatch(1);
    Thread atCtrlC =
        new Thread(
            () -> {
              probe.stop();
              awaitUninterrupted(written);
            });
    Runtime.getRuntime().addShutdownHook(atCtrlC);
    try {
      ProbeResult result = probe.run();
      progress.clear();
      write(result);
      hold(probe, progress, result);
      return !result.answered() ? ExitCode.SOFTWARE : result.reuseFails() ? REUSE_FAILS : 0;
    } finally {
      written.countDown();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void write(ProbeResult result) throws UnusableInput {
    if (!"-".equals(json)) {
      ProbeText.write(result, out());
    }
    if (json != null) {
      JsonFile.write(json, out(), writer -> ProbeJson.write(result, writer));
    }
    out().flush();
  }

  private void hold(Probe probe, ProbeProgress progress, ProbeResult result)
      throws InterruptedException {
    if (hold == null || result.stoppedReuses().isEmpty()) {
      return;
    }
    int port = result.stoppedReuses().get(0).reused().sourcePort();
    err().println("holding source port " + port + ", until it is answered or Ctrl-C:");
    progress.showEach();
    probe.hold(port, hold);
  }

  private void requireSaneOptions() throws IOException {
    if (!owned) {
      throw usage(
          "this sends connects to "
              + SafeText.of(destination)
              + "; add --i-own-this-service if you may");
    }
    if (timeout.toMillis() < 1 || timeout.compareTo(LONGEST_TIMEOUT) > 0) {
      throw usage("--connect-timeout must be 1ms to 5m");
    }
    InputGuard.requireNamed(spec, List.of(), json);
    InputGuard.requireNotOverwritten(spec, "--json", json, List.of());
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

package io.tuplewatch.cli;

import io.tuplewatch.report.EarlyReuseText;
import io.tuplewatch.report.SimulationJson;
import io.tuplewatch.report.SimulationText;
import io.tuplewatch.report.html.HtmlReport;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import io.tuplewatch.selection.algorithm.SelectionAlgorithm;
import io.tuplewatch.selection.algorithm.SelectionAlgorithms;
import io.tuplewatch.selection.simulation.Presets;
import io.tuplewatch.selection.simulation.Scenario;
import io.tuplewatch.selection.simulation.SimulationStudy;
import io.tuplewatch.selection.simulation.SimulationStudy.Outcome;
import io.tuplewatch.selection.simulation.SimulationStudy.Run;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * {@code tuplewatch simulate}: which ports an algorithm picks, how hard it looks, how soon again.
 */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    versionProvider = Tuplewatch.Version.class,
    description = "Shows how Linux would pick source ports: retries, early reuse, hot ports.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:a named input was unusable, or the software failed",
      "2:wrong usage"
    },
    footer = {
      "",
      "Examples:",
      "  tuplewatch simulate --preset seed",
      "  tuplewatch simulate --here --rate 5 --compare",
      "  tuplewatch simulate --range 9000-65499 --reserved 30000-40402 --rate 0.5"
    })
final class SimulateCommand implements Callable<Integer> {

  private static final int MOST_RUNS = 256;
  private static final Set<String> OPTIONS_WITH_A_TABLE =
      Set.of("--preset", "--algorithm", "--compare", "--seed", "--json", "--html");
  private static final Path SYSCTLS = Path.of("/proc/sys/net/ipv4");

  @Spec private CommandSpec spec;

  @Option(
      names = "--preset",
      paramLabel = "NAME",
      converter = Converters.PresetConverter.class,
      description =
          "seed: the run of the mail that proposed random retry. early-reuse: the share of early"
              + " reuse at 0.1 to 100 connects a second, with and without reserved ports.")
  private @Nullable Preset preset;

  @Option(
      names = "--here",
      description = "Takes range, reserved ports and sysctls of this machine (Linux).")
  private boolean here;

  @Mixin private ScenarioOptions scenarioOptions = new ScenarioOptions();

  @Option(
      names = "--algorithm",
      paramLabel = "NAME",
      split = ",",
      converter = Converters.AlgorithmConverter.class,
      completionCandidates = Converters.AlgorithmNames.class,
      description = "${COMPLETION-CANDIDATES}; several with commas. Default: sequential.")
  private List<SelectionAlgorithm> algorithms = new ArrayList<>();

  @Option(names = "--compare", description = "All algorithms, side by side.")
  private boolean compare;

  @Option(
      names = "--seed",
      paramLabel = "N",
      split = ",",
      description = "Seed of all chance (default: 1); several with commas.")
  private List<Long> seeds = new ArrayList<>();

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Writes the results as JSON; - is standard output, in place of the text.")
  private @Nullable String jsonFile;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write one HTML file with pictures and tables to FILE as well.")
  private @Nullable String html;

  @Override
  public Integer call() throws InterruptedException, UnusableInput {
    List<Outcome> outcomes = simulate(runs());
    report(outcomes);
    return 0;
  }

  private List<Run> runs() throws UnusableInput {
    if (preset == Preset.EARLY_REUSE) {
      return earlyReuseRuns();
    }
    PortSettings settings = settings();
    Scenario scenario = scenario(settings);
    return runs(List.of(scenario), algorithms(settings.algorithms()));
  }

  private PortSettings settings() throws UnusableInput {
    if (here && preset != null) {
      throw usage("--here and --preset exclude each other");
    }
    if (here) {
      return PortSettings.read(SYSCTLS);
    }
    return preset == Preset.SEED ? PortSettings.SEED : PortSettings.LINUX_DEFAULT;
  }

  private Scenario scenario(PortSettings settings) throws UnusableInput {
    try {
      return scenarioOptions.scenario(settings);
    } catch (IllegalArgumentException e) {
      throw usage(String.valueOf(e.getMessage()));
    }
  }

  private List<Run> earlyReuseRuns() {
    if (!OPTIONS_WITH_A_TABLE.containsAll(givenOptions())) {
      throw usage(
          "--preset early-reuse brings its own ports and load: only --algorithm,"
              + " --compare, --seed, --json and --html go with it");
    }
    List<Run> runs = new ArrayList<>();
    for (PortRange range : List.of(PortRange.LINUX_DEFAULT, Presets.seed().space().range())) {
      for (PortSet reserved : List.of(PortSet.NONE, Presets.simpleReservedPorts())) {
        List<Scenario> scenarios = Presets.earlyReuse(range, reserved);
        runs.addAll(runs(scenarios, algorithms(Presets.earlyReuseAlgorithms())));
      }
    }
    return runs;
  }

  private List<String> givenOptions() {
    return spec.commandLine().getParseResult().matchedOptions().stream()
        .map(OptionSpec::longestName)
        .toList();
  }

  private List<SelectionAlgorithm> algorithms(List<SelectionAlgorithm> byDefault) {
    if (compare && !algorithms.isEmpty()) {
      throw usage("--compare and --algorithm exclude each other");
    }
    if (compare) {
      return SelectionAlgorithms.compared();
    }
    return algorithms.isEmpty() ? byDefault : algorithms;
  }

  private List<Run> runs(List<Scenario> scenarios, List<SelectionAlgorithm> chosen) {
    List<Run> runs = new ArrayList<>();
    for (SelectionAlgorithm algorithm : chosen) {
      for (long seed : seeds.isEmpty() ? List.of(1L) : seeds) {
        for (Scenario scenario : scenarios) {
          runs.add(new Run(scenario, algorithm, seed));
        }
      }
    }
    return runs;
  }

  private List<Outcome> simulate(List<Run> runs) throws InterruptedException {
    if (runs.size() > MOST_RUNS) {
      throw usage(runs.size() + " simulations are more than the " + MOST_RUNS + " one run makes");
    }
    try (SimulationProgress progress = SimulationProgress.of(runs, spec.commandLine().getErr())) {
      return SimulationStudy.run(runs, progress);
    }
  }

  private void report(List<Outcome> outcomes) throws UnusableInput {
    PrintWriter out = spec.commandLine().getOut();
    if (!"-".equals(jsonFile)) {
      boolean table = preset == Preset.EARLY_REUSE;
      out.print(table ? EarlyReuseText.of(outcomes) : SimulationText.of(outcomes));
      out.flush();
    }
    if (jsonFile != null) {
      JsonFile.write(jsonFile, out, writer -> SimulationJson.write(outcomes, writer));
    }
    if (html != null) {
      JsonFile.write(html, out, writer -> HtmlReport.write(outcomes, writer));
    }
  }

  private ParameterException usage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}

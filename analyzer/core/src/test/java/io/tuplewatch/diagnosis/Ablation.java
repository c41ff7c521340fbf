package io.tuplewatch.diagnosis;

import io.tuplewatch.connection.ConnectionLog;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.evidence.DestinationEvidence;
import io.tuplewatch.evidence.Evidence;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.search.TimeoutSearch;
import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.LabelledHistory;
import io.tuplewatch.history.Setting;
import io.tuplewatch.history.TrueCause;
import io.tuplewatch.recording.Progress;
import io.tuplewatch.reuse.ClassifiedUse;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.reuse.UseKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringJoiner;
import java.util.stream.Stream;

/**
 * Measures what one part of the models in {@code io.tuplewatch.evidence} buys, for {@code
 * scripts/ablation}, which runs it on classes without that part: a line for each network, and for
 * each recording with real failures. {@link AblationTable} compares the lines of two runs.
 */
final class Ablation {

  /** Begins the name of a network whose recording began in its midst. */
  static final String PAST_UNKNOWN = "past unknown ";

  private static final Duration BEGINNING = Duration.ofMinutes(30);

  private Ablation() {}

  /**
   * {@code FIRST NETWORKS FOLDER}: the first seed, how many networks of each kind, and the folder
   * of the recordings.
   */
  public static void main(String[] arguments) throws IOException {
    long first = Long.parseLong(arguments[0]);
    int networks = Integer.parseInt(arguments[1]);
    for (long seed = first; seed < first + networks; seed++) {
      Setting setting = RandomSettings.of(seed);
      LabelledHistory history = HistoryGenerator.play(setting);
      measure("random " + seed, setting, history, history.log(), false);
      ConnectionLog later = history.logSince(BEGINNING);
      measure(PAST_UNKNOWN + seed, setting, history, later, true);
    }
    FalseAccusationTest.Rival[] rivals = FalseAccusationTest.Rival.values();
    for (long seed = first; seed < first + networks / 2; seed++) {
      FalseAccusationTest.Rival rival = rivals[(int) (seed % rivals.length)];
      Setting setting = FalseAccusationTest.setting(rival, seed);
      LabelledHistory history = HistoryGenerator.play(setting);
      measure(rival + " " + seed, setting, history, history.log(), false);
    }
    try (Stream<Path> folders = Files.list(Path.of(arguments[2]))) {
      folders.filter(Files::isDirectory).sorted().forEach(Ablation::name);
    }
  }

  /** {@code pastUnknown}: only uses of which is not known whether their tuple was used before. */
  private static void measure(
      String name,
      Setting setting,
      LabelledHistory history,
      ConnectionLog log,
      boolean pastUnknown) {
    ReuseLog reuses = TimeoutSearch.detect(log, null);
    Evidence evidence = Evidence.of(log.opens(), reuses);
    Causes causes = new Causes(evidence, Nat.NONE);
    AblationFigures figures = new AblationFigures();
    Set<ReuseKey> tuples = new LinkedHashSet<>();
    for (int index = 0; index < reuses.uses().size(); index++) {
      FailureCause named = causes.cause(reuses.uses(), index);
      ClassifiedUse use = reuses.uses().get(index);
      boolean judged =
          pastUnknown == (use.kind() == UseKind.UNKNOWN) && use.kind() != UseKind.OVERLAP;
      if (named != null && use.failed() && judged) {
        TrueCause truth = history.attempt(use.use().connectionNumber()).cause();
        figures.add(truth, named, setting.firewall != null);
        tuples.add(use.use().key());
      }
    }
    tuples.stream()
        .map(evidence::destination)
        .distinct()
        .map(DestinationEvidence::lifetime)
        .forEach(lifetime -> addLifetime(setting, lifetime, figures));
    System.out.println("network\t" + name + "\t" + figures);
  }

  private static void addLifetime(Setting setting, Lifetime found, AblationFigures figures) {
    if (found.answer() == Lifetime.Answer.NONE_FOUND) {
      return;
    }
    if (setting.firewall == null) {
      figures.claimed++;
      return;
    }
    long lifetime = setting.firewall.lifetime().toNanos();
    figures.lifetimes++;
    figures.held += found.lowNanos() <= lifetime && lifetime <= found.highNanos() ? 1 : 0;
  }

  /** Each failure's name, so that two runs can be compared. */
  private static void name(Path folder) {
    StringJoiner names = new StringJoiner(" ");
    ConnectionLog log = ConnectionLog.read(List.of(folder), Progress.NONE);
    ReuseLog reuses = TimeoutSearch.detect(log, null);
    Causes causes = new Causes(Evidence.of(log.opens(), reuses));
    for (int index = 0; index < reuses.uses().size(); index++) {
      FailureCause named = causes.cause(reuses.uses(), index);
      if (named != null) {
        names.add(named.cause().name());
      }
    }
    System.out.println("recording\t" + folder.getFileName() + "\t" + names);
  }
}

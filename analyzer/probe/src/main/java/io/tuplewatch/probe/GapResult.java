package io.tuplewatch.probe;

import io.tuplewatch.evidence.comparison.BenjaminiHochberg;
import io.tuplewatch.evidence.comparison.ExactConditional;
import io.tuplewatch.evidence.counts.Stratum;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the trials of one gap and one way of closing say.
 *
 * @param gap as planned
 * @param closing how the first connections were closed, whatever was planned
 * @param trials those in which both connects were sent
 * @param notSent trials in which this host could not send one of the two
 * @param p chance of so many reused ports whose first SYN has no answer, or more, if the port has
 *     nothing to do with it: the exact conditional test, each trial a stratum of its own, so that
 *     what both connects of a moment share counts for nothing (with pairs it is McNemar's exact
 *     test)
 * @param adjusted {@code p} over all gaps and ways of closing (Benjamini and Hochberg)
 */
public record GapResult(
    Duration gap, Closing closing, List<Trial> trials, int notSent, double p, double adjusted) {

  /** Below this a difference is not left to chance: as in the verdict on a recording. */
  public static final double SIGNIFICANT = 0.001;

  /** So many trials reach it if each reused port fails and no never-used one does: 2^-n. */
  private static final int TRIALS_TO_TELL = 10;

  /** What can be said of a gap. */
  public enum Verdict {
    /** Reused ports fail more often than never-used ones of the same moments. */
    REUSE_FAILS,
    /** None fails more often, but more are answered at a later SYN only. */
    REUSE_DELAYED,
    /** Every reused port was answered at its first SYN, of enough to have shown otherwise. */
    REUSE_WORKS,
    /** Too few trials, or too mixed. */
    CANNOT_TELL
  }

  private record Key(Duration gap, Closing closing) {}

  /** The results of all gaps and ways of closing, shortest gap first. */
  public static List<GapResult> of(List<Trial> trials) {
    Map<Key, List<Trial>> byKey =
        new TreeMap<>(Comparator.comparing(Key::gap).thenComparing(Key::closing));
    for (Trial trial : trials) {
      Key key = new Key(trial.plan().gap(), trial.closing());
      byKey.computeIfAbsent(key, any -> new ArrayList<>()).add(trial);
    }
    double[] p = byKey.values().stream().mapToDouble(GapResult::p).toArray();
    double[] adjusted = BenjaminiHochberg.adjusted(p);
    List<GapResult> results = new ArrayList<>();
    byKey.forEach(
        (key, all) -> {
          List<Trial> sent = all.stream().filter(Trial::compares).toList();
          int notSent = all.size() - sent.size();
          int i = results.size();
          results.add(new GapResult(key.gap(), key.closing(), sent, notSent, p[i], adjusted[i]));
        });
    return results;
  }

  private static double p(List<Trial> trials) {
    List<Stratum> pairs =
        trials.stream()
            .filter(Trial::compares)
            .map(t -> new Stratum(1, one(t.reused()), 1, one(t.fresh())))
            .toList();
    return ExactConditional.atLeastObserved(pairs);
  }

  private static int one(Attempt attempt) {
    return attempt.stopped() ? 1 : 0;
  }

  /** How many connects from reused ports failed. */
  public int reusedFailed() {
    return (int) trials.stream().filter(trial -> trial.reused().answer().failed()).count();
  }

  /** How many connects from never-used ports failed, in the same moments. */
  public int freshFailed() {
    return (int) trials.stream().filter(trial -> trial.fresh().answer().failed()).count();
  }

  /** How many connects from reused ports were answered, but not at their first SYN. */
  public int reusedLate() {
    return (int) trials.stream().filter(trial -> trial.reused().late()).count();
  }

  /** What came back for the reused ports, and how often. */
  public Map<Answer, Integer> answers() {
    Map<Answer, Integer> answers = new EnumMap<>(Answer.class);
    trials.forEach(trial -> answers.merge(trial.reused().answer(), 1, Integer::sum));
    return answers;
  }

  public Verdict verdict() {
    if (adjusted < SIGNIFICANT) {
      return reusedFailed() > freshFailed() ? Verdict.REUSE_FAILS : Verdict.REUSE_DELAYED;
    }
    return reusedFailed() + reusedLate() == 0 && trials.size() >= TRIALS_TO_TELL
        ? Verdict.REUSE_WORKS
        : Verdict.CANNOT_TELL;
  }
}

package io.tuplewatch.diagnosis;

import io.tuplewatch.history.TrueCause;
import java.util.Arrays;
import java.util.StringJoiner;

/** How well the failures of one network, or of many, were named. Not thread-safe. */
final class AblationFigures {

  static final int CAUSES = Confusion.JUDGED.size();

  /** By cause of {@link Confusion#JUDGED}: rightly so named, so named, and those that were. */
  final long[] right = new long[CAUSES];

  final long[] named = new long[CAUSES];
  final long[] were = new long[CAUSES];
  long failures;

  /** Sum over failures of the square of (chance of reuse - whether it was): Brier's score. */
  double brier;

  /** Failures given nine chances in ten or more to be reuse in networks without a firewall. */
  long sureWithout;

  /**
   * Destinations behind a firewall with a lifetime, and those among them that hold the true one.
   */
  long lifetimes;

  long held;

  /** Destinations without a firewall that have a lifetime. */
  long claimed;

  /** Failures of a limit on new connects are left out: no part of the models tells of it. */
  void add(TrueCause truth, FailureCause found, boolean behindFirewall) {
    if (truth == TrueCause.LIMIT) {
      return;
    }
    failures++;
    int of = Confusion.JUDGED.indexOf(Confusion.right(truth));
    int as = Confusion.JUDGED.indexOf(found.cause());
    if (of >= 0) {
      were[of]++;
      right[of] += as == of ? 1 : 0;
    }
    if (as >= 0) {
      named[as]++;
    }
    double missed = found.reuseProbability() - (truth == TrueCause.FIREWALL ? 1 : 0);
    brier += missed * missed;
    sureWithout += !behindFirewall && Causes.suffices(found.reuseProbability()) ? 1 : 0;
  }

  void add(AblationFigures other) {
    for (int cause = 0; cause < CAUSES; cause++) {
      right[cause] += other.right[cause];
      named[cause] += other.named[cause];
      were[cause] += other.were[cause];
    }
    failures += other.failures;
    brier += other.brier;
    sureWithout += other.sureWithout;
    lifetimes += other.lifetimes;
    held += other.held;
    claimed += other.claimed;
  }

  /** Names that were given wrongly, of any of the judged causes. */
  double wrong() {
    return (double) (Arrays.stream(named).sum() - Arrays.stream(right).sum());
  }

  /** Failures of the judged causes that were not given their name. */
  double missed() {
    return (double) (Arrays.stream(were).sum() - Arrays.stream(right).sum());
  }

  double brier() {
    return brier;
  }

  /** In the order that {@link #parse} reads. */
  @Override
  public String toString() {
    StringJoiner text = new StringJoiner(" ");
    for (long[] counts : new long[][] {right, named, were}) {
      Arrays.stream(counts).forEach(count -> text.add(Long.toString(count)));
    }
    for (long count : new long[] {failures, sureWithout, lifetimes, held, claimed}) {
      text.add(Long.toString(count));
    }
    return text.add(Double.toString(brier)).toString();
  }

  static AblationFigures parse(String text) {
    String[] words = text.split(" ", -1);
    AblationFigures figures = new AblationFigures();
    int at = 0;
    for (long[] counts : new long[][] {figures.right, figures.named, figures.were}) {
      for (int cause = 0; cause < CAUSES; cause++) {
        counts[cause] = Long.parseLong(words[at++]);
      }
    }
    figures.failures = Long.parseLong(words[at++]);
    figures.sureWithout = Long.parseLong(words[at++]);
    figures.lifetimes = Long.parseLong(words[at++]);
    figures.held = Long.parseLong(words[at++]);
    figures.claimed = Long.parseLong(words[at++]);
    figures.brier = Double.parseDouble(words[at]);
    return figures;
  }
}

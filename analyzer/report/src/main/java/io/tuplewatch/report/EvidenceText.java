package io.tuplewatch.report;

import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.diagnosis.Verdict;
import io.tuplewatch.evidence.counts.IdleBand;
import io.tuplewatch.evidence.counts.Interval;
import java.io.PrintWriter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** Verdicts, causes and failure rates by idle time, for people. */
final class EvidenceText {

  private static final int MAX_DESTINATIONS = 10;
  private static final int FEW = 3;
  private static final int MAX_PICTURES = 3;
  private static final int WIDTH = 98;

  private final Diagnosis diagnosis;
  private final RealmNames realms;
  private final PrintWriter out;

  private EvidenceText(Diagnosis diagnosis, RealmNames realms, PrintWriter out) {
    this.diagnosis = diagnosis;
    this.realms = realms;
    this.out = out;
  }

  /** Writes nothing where nothing failed. */
  static void write(Diagnosis diagnosis, RealmNames realms, PrintWriter out) {
    if (!diagnosis.findings().causes().isEmpty()) {
      new EvidenceText(diagnosis, realms, out).write();
    }
  }

  private void write() {
    Findings findings = diagnosis.findings();
    out.println("Causes of the failures: " + CauseWording.of(findings.causes()));
    List<Finding> open =
        findings.destinations().stream()
            .filter(f -> VerdictText.open(f.verdict()))
            .sorted(Comparator.comparing(f -> f.verdict() != Verdict.REUSE_FAILS))
            .toList();
    if (!open.isEmpty()) {
      out.println();
      out.println("Verdicts");
      int shown = shown(open);
      open.subList(0, shown).forEach(this::write);
      if (open.size() > shown) {
        int more = open.size() - shown;
        out.println("  and " + Wording.count(more, "more destination") + ": see --json");
      }
      open.stream()
          .filter(f -> f.verdict() == Verdict.REUSE_FAILS || f.verdict() == Verdict.NOT_CLEAR)
          .limit(MAX_PICTURES)
          .forEach(this::picture);
    }
    out.println();
  }

  /** Those that say something, as many as fit; at least a few of those that cannot tell. */
  private static int shown(List<Finding> open) {
    int telling = 0;
    while (telling < open.size() && open.get(telling).verdict() == Verdict.REUSE_FAILS) {
      telling++;
    }
    return Math.min(open.size(), Math.min(MAX_DESTINATIONS, Math.max(telling, FEW)));
  }

  private void write(Finding finding) {
    long timeout = diagnosis.firewallTimeout().toNanos();
    VerdictText verdict = new VerdictText(finding, timeout, diagnosis.findings().nat());
    out.println(
        realms.named("  " + heading(finding.verdict()), finding.reuse().destination().realm()));
    wrapped(verdict.first() + " " + verdict.second());
    if (!verdict.settledBy().isEmpty()) {
      wrapped("Would settle it: " + verdict.settledBy());
    }
    if (!finding.causes().isEmpty()) {
      wrapped("Causes: " + CauseWording.of(finding.causes()));
    }
  }

  private static String heading(Verdict verdict) {
    return switch (verdict) {
      case REUSE_FAILS -> "EARLY REUSES FAIL MORE OFTEN";
      case NOT_REUSE -> "NOT REUSE";
      case NO_FAILURE -> "NO FAILURE";
      case NO_COMPARED_FAILURE, NO_COMPARISON, NOT_CLEAR -> "CANNOT TELL";
    };
  }

  private void picture(Finding finding) {
    out.println();
    out.println(
        "  Failure rate by idle time, with its 95 % interval, "
            + TupleText.destination(finding.reuse().destination(), finding.reuse().host()));
    for (IdleBand band : finding.evidence().bands()) {
      Interval rate = band.rate();
      if (rate != null) {
        String bar = "#".repeat((int) Math.round(30 * rate.estimate()));
        String count = Wording.rate(new Tally(band.failed(), band.connects()));
        out.println(
            String.format(Locale.ROOT, "      %-24s %-30s %s", idle(band), bar, count)
                + String.format(
                    Locale.ROOT, ", %.1f to %.1f %%", 100 * rate.low(), 100 * rate.high()));
      }
    }
  }

  private static String idle(IdleBand band) {
    if (band.firstUses()) {
      return "first uses";
    }
    return band.toNanos() == Long.MAX_VALUE
        ? Wording.span(band.fromNanos()) + " or more"
        : Wording.span(band.fromNanos()) + " to " + Wording.span(band.toNanos());
  }

  private void wrapped(String text) {
    StringBuilder line = new StringBuilder("     ");
    for (String word : text.split(" ", -1)) {
      if (line.length() + 1 + word.length() > WIDTH && !line.toString().isBlank()) {
        out.println(line);
        line = new StringBuilder("     ");
      }
      line.append(' ').append(word);
    }
    out.println(line);
  }
}

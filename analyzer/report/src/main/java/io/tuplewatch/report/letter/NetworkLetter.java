package io.tuplewatch.report.letter;

import io.tuplewatch.connection.Jvm;
import io.tuplewatch.diagnosis.Cause;
import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.report.letter.Letter.Block;
import io.tuplewatch.report.letter.Letter.Paragraph;
import io.tuplewatch.report.letter.Letter.Points;
import io.tuplewatch.report.letter.Letter.Section;
import io.tuplewatch.reuse.ReuseLog;
import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A letter to a network team about one destination. Where failures are consistent with reuse it
 * asks for the sessions before them; of other failures it asks what happened to their SYNs.
 */
public final class NetworkLetter {

  private final Diagnosis diagnosis;
  private final ReuseLog reuses;
  private final Finding finding;
  private final Sessions sessions;
  private final LetterFacts facts;

  private NetworkLetter(
      Diagnosis diagnosis, ReuseLog reuses, Collection<Jvm> jvms, Finding finding) {
    this.diagnosis = diagnosis;
    this.reuses = reuses;
    this.finding = finding;
    this.sessions = Sessions.of(diagnosis, reuses, finding);
    this.facts = new LetterFacts(diagnosis, jvms, finding, sessions);
  }

  /**
   * A letter about the destination with most failures by reuse, or else with most failures.
   *
   * @param jvms that were recorded
   * @param wanted which destinations are asked about
   * @return empty if no connect to there failed
   */
  public static Optional<NetworkLetter> of(
      Diagnosis diagnosis,
      ReuseLog reuses,
      Collection<Jvm> jvms,
      Predicate<DestinationReuse> wanted) {
    return diagnosis.findings().destinations().stream()
        .filter(finding -> finding.reuse().tallies().all().failed() > 0)
        .filter(finding -> wanted.test(finding.reuse()))
        .max(
            Comparator.comparingLong((Finding f) -> f.causes().getOrDefault(Cause.EARLY_REUSE, 0L))
                .thenComparingLong(f -> f.reuse().tallies().all().failed()))
        .map(finding -> new NetworkLetter(diagnosis, reuses, jvms, finding))
        .filter(letter -> letter.sessions.count() > 0);
  }

  /** How many sessions there are to look up; the letter shows up to ten. */
  public long sessions() {
    return sessions.count();
  }

  /** Writes all sessions as CSV, with the columns of failures.csv. */
  public void writeSessions(Writer out) throws IOException {
    Sessions.writeAll(diagnosis, reuses, finding, out);
  }

  /**
   * Makes the letter.
   *
   * @param attached name of the file that holds all sessions; null if there is none
   */
  public Letter letter(@Nullable String attached) {
    List<Section> sections = new ArrayList<>();
    sections.add(section("What we ask", ask()));
    sections.add(section("What we see", facts.seen()));
    sections.addAll(SessionTables.of(sessions, attached));
    SeenByOthers.of(
            diagnosis.findings().audit(),
            diagnosis.findings().failures(),
            finding.reuse().destination(),
            sessions)
        .ifPresent(sections::add);
    List<Endpoints> endpoints = sessions.endpoints();
    if (!endpoints.isEmpty()) {
      LookUp lookUp = new LookUp(sessions, endpoints);
      sections.add(section("Where to find them", lookUp.filters()));
      sections.add(section("To catch the next one, at both ends", lookUp.captures()));
    }
    sections.add(section("What each finding would mean", List.of(Meanings.of(sessions.reuse()))));
    sections.add(section("How sure we are, and why", facts.certainty()));
    sections.add(section("What cannot be seen from here", facts.limits()));
    return new Letter(facts.subject(), sections);
  }

  private static Section section(String heading, List<Block> blocks) {
    return new Section(heading, blocks);
  }

  private List<Block> ask() {
    return sessions.reuse()
        ? List.of(
            new Points(
                List.of(
                    "For each row of A: did a device on this path still have a session for the"
                        + " four-tuple when the SYN came? Which device, which timer kept it"
                        + " (established idle, half-closed, time-wait, after a reset), and what was"
                        + " done with the SYN (dropped, out of state, answered with a reset)?",
                    "Your timers for closed TCP sessions on this path, and whether a SYN on a"
                        + " closed one may open it again.",
                    "Whether something can hide a FIN from a device: asymmetric routing, offload to"
                        + " hardware, a cluster's synchronization. And what was changed lately.",
                    "If no device had them, please say so: that refutes our explanation.")))
        : List.of(
            new Paragraph(
                "What happened to the SYNs below: did they pass, were they dropped or rejected, and"
                    + " why? Failures here do not depend on how recently a source port was used, so"
                    + " a session that was kept too long is not what we look for."));
  }
}

package io.tuplewatch.report;

import io.tuplewatch.connection.CountedDestination;
import io.tuplewatch.diagnosis.ConnectLimit;
import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.diagnosis.Findings.Finding;
import io.tuplewatch.diagnosis.IdleRow;
import io.tuplewatch.diagnosis.Outage;
import io.tuplewatch.diagnosis.Tallies;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.evidence.Lifetime;
import io.tuplewatch.evidence.comparison.Comparison;
import io.tuplewatch.evidence.counts.Interval;
import io.tuplewatch.evidence.search.LimitSearch;
import io.tuplewatch.report.FirstScreen.Kind;
import io.tuplewatch.report.FirstScreen.Row;
import io.tuplewatch.report.FirstScreen.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The table that shows the verdict; under a ranking where there are several destinations. */
final class ScreenTables {

  private static final String FAILED = "failed";
  private static final int MOST_RANKED = 3;
  private static final int MOST_OUTAGES = 3;

  private final Trouble trouble;
  private final RealmNames realms;

  ScreenTables(Trouble trouble) {
    this.trouble = trouble;
    this.realms = RealmNames.of(trouble.diagnosis().destinations());
  }

  List<Table> tables() {
    if (trouble.all().connects() == 0) {
      return List.of();
    }
    if (trouble.kind() == Kind.DELAYED) {
      return List.of(trouble.delay().orElseThrow().table());
    }
    if (trouble.subject() == null) {
      return List.of(harmless());
    }
    Table worst = worst();
    return trouble.diagnosis().destinations().size() == 1
        ? List.of(worst)
        : List.of(ranking(), worst);
  }

  private Table worst() {
    Optional<ConnectLimit> limit = trouble.limit();
    if (trouble.kind() == Kind.LIMIT && limit.isPresent()) {
      return byConnectsBefore(limit.get().limit());
    }
    Optional<CountedDestination> counted = trouble.counted();
    if (counted.isPresent() && !trouble.about().lifetime().ends()) {
      return byCounts(counted.get());
    }
    return trouble.outages().isEmpty() || !timed() ? byIdle() : byTime();
  }

  private Table byCounts(CountedDestination counted) {
    List<Row> rows = new ArrayList<>();
    add("shortly before", Tally.ofEarly(counted), rows);
    add("longer ago, or never", Tally.ofOthers(counted), rows);
    return new Table(withDestination("source port last used"), FAILED, false, rows);
  }

  /** In minutes with connects on both sides of the limit. */
  private Table byConnectsBefore(LimitSearch.Limit limit) {
    Comparison connects = limit.comparison();
    String number = Wording.count(limit.connects());
    List<Row> rows = new ArrayList<>();
    add("fewer than " + number, new Tally(connects.othersFailed(), connects.others()), rows);
    add(number + " or more", new Tally(connects.earlyFailed(), connects.early()), rows);
    String heading = "worked in the " + Wording.span(limit.windowNanos()) + " before";
    return new Table(withDestination(heading), FAILED, false, rows);
  }

  private boolean timed() {
    return trouble.kind() == Kind.OUTAGE || trouble.kind() == Kind.REFUSED;
  }

  private Table ranking() {
    List<Row> rows = new ArrayList<>();
    Tally rest = trouble.all();
    List<Finding> failing = trouble.failing();
    for (Finding finding : failing.subList(0, Math.min(MOST_RANKED, failing.size()))) {
      Tally all = finding.reuse().tallies().all();
      rows.add(new Row(named(finding.reuse()), all, inWord(finding)));
      rest = new Tally(rest.failed() - all.failed(), rest.connects() - all.connects());
    }
    int others = trouble.diagnosis().destinations().size() - rows.size();
    if (others > 0) {
      rows.add(new Row(Wording.count(others, "other destination"), rest, ""));
    }
    return new Table("destination", FAILED, true, rows);
  }

  private String named(DestinationReuse reuse) {
    return realms.inLine(Trouble.name(reuse), reuse.destination().realm());
  }

  private String inWord(Finding finding) {
    return finding.causes().entrySet().stream()
        .max(Comparator.comparingLong(Map.Entry::getValue))
        .map(most -> CauseWording.name(most.getKey()))
        .orElse("");
  }

  private String withDestination(String heading) {
    DestinationReuse reuse = trouble.about().reuse();
    return trouble.diagnosis().destinations().size() == 1 ? heading : heading + ", " + named(reuse);
  }

  private Table byIdle() {
    Lifetime lifetime = trouble.about().lifetime();
    List<Row> rows = new ArrayList<>();
    for (IdleRow row : trouble.about().byIdle()) {
      rows.add(new Row(IdleLabel.of(row, lifetime), row.connects(), reading(row, lifetime)));
    }
    return new Table(withDestination("source port last used"), FAILED, complete(), rows);
  }

  private boolean complete() {
    return trouble.diagnosis().destinations().size() == 1;
  }

  private static String reading(IdleRow row, Lifetime lifetime) {
    boolean limit =
        lifetime.answer() == Lifetime.Answer.BETWEEN
            && row.fromNanos() == lifetime.lowNanos()
            && row.past() == IdleRow.Past.REUSED;
    return limit ? "the limit lies here" : interval(row.connects());
  }

  private static String interval(Tally connects) {
    Interval rate = Interval.wilson(connects.failed(), connects.connects());
    return String.format(
        Locale.ROOT, "%.0f to %.0f %%", Math.floor(100 * rate.low()), Math.ceil(100 * rate.high()));
  }

  private Table byTime() {
    List<Row> rows = new ArrayList<>();
    Tally rest = trouble.about().reuse().tallies().all();
    List<Outage> outages = largest();
    for (Outage outage : outages) {
      rows.add(new Row(time(outage), outage.connects(), ports(outage)));
      rest =
          new Tally(
              rest.failed() - outage.connects().failed(),
              rest.connects() - outage.connects().connects());
    }
    int more = trouble.outages().size() - outages.size();
    String other = more == 0 ? "at all other times" : "other times, " + more + " outages in them";
    rows.add(new Row(other, rest, ""));
    return new Table(withDestination("when (UTC)"), FAILED, complete(), rows);
  }

  private List<Outage> largest() {
    return trouble.outages().stream()
        .sorted(Comparator.comparingLong(outage -> -outage.connects().failed()))
        .limit(MOST_OUTAGES)
        .sorted(Comparator.comparingLong(Outage::from))
        .toList();
  }

  private static String time(Outage outage) {
    return Wording.clock(outage.from()) + " to " + Wording.clock(outage.to());
  }

  private static String ports(Outage outage) {
    return outage.early().connects() == 0
        ? "no port reused early"
        : "reused "
            + outage.early().failed()
            + " of "
            + outage.early().connects()
            + ", others "
            + outage.others().failed()
            + " of "
            + outage.others().connects();
  }

  private Table harmless() {
    Tallies connects = trouble.diagnosis().summary().connects();
    String timeout = Wording.span(trouble.diagnosis().firewallTimeout().toNanos());
    List<Row> rows = new ArrayList<>();
    add("less than " + timeout + " ago", connects.earlyReuses(), rows);
    add(timeout + " ago or longer", connects.lateReuses(), rows);
    add("never before", connects.firstUses(), rows);
    add("not known", connects.unknown(), rows);
    return new Table("source port last used", FAILED, true, rows);
  }

  private static void add(String label, Tally connects, List<Row> rows) {
    if (connects.connects() > 0) {
      rows.add(new Row(label, connects, interval(connects)));
    }
  }
}

package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.connection.AttemptResult;
import io.tuplewatch.diagnosis.Tally;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.Wording;
import io.tuplewatch.reuse.ClassifiedUses;
import java.io.IOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The picture of where in the application connects and failures come from. */
final class CallSites implements ConnectSurvey.Counter, Part {

  private static final int MOST_SITES = 12;
  private static final String NOT_RECORDED = "(not recorded)";

  private final ClassifiedUses uses;
  private long[] connects = new long[16];
  private long[] failures = new long[16];

  CallSites(ClassifiedUses uses) {
    this.uses = uses;
  }

  /** A line of code, and what its connects came to. */
  private record Site(String name, Tally tally) {}

  @Override
  public void add(ClassifiedUses all, int index, AttemptResult result) {
    if (!result.judged()) {
      return;
    }
    int number = all.all().callSite(all.row(index));
    if (number >= connects.length) {
      int length = Math.max(number + 1, 2 * connects.length);
      connects = Arrays.copyOf(connects, length);
      failures = Arrays.copyOf(failures, length);
    }
    connects[number]++;
    failures[number] += result == AttemptResult.FAILED ? 1 : 0;
  }

  private List<Site> sites() {
    Map<String, Tally> sites = new HashMap<>();
    for (int number = 0; number < connects.length; number++) {
      if (connects[number] > 0) {
        String site = uses.all().callSiteName(number);
        sites.merge(
            site == null ? NOT_RECORDED : SafeText.of(site),
            new Tally(failures[number], connects[number]),
            (a, b) -> new Tally(a.failed() + b.failed(), a.connects() + b.connects()));
      }
    }
    return sites.entrySet().stream()
        .map(site -> new Site(site.getKey(), site.getValue()))
        .sorted(
            Comparator.comparingLong((Site site) -> site.tally().failed())
                .thenComparingLong(site -> site.tally().connects())
                .reversed()
                .thenComparing(Site::name))
        .toList();
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    List<Site> sites = sites();
    json.writeStartObject();
    json.writeStringField("reading", reading(sites));
    json.writeNumberField("more", Math.max(0, sites.size() - MOST_SITES));
    json.writeArrayFieldStart("sites");
    for (Site site : sites.subList(0, Math.min(MOST_SITES, sites.size()))) {
      json.writeStartObject();
      json.writeStringField("site", site.name());
      json.writeNumberField("connects", site.tally().connects());
      json.writeNumberField("failed", site.tally().failed());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String reading(List<Site> sites) {
    if (sites.isEmpty()) {
      return "No connect worked or failed.";
    }
    long failures = sites.stream().mapToLong(site -> site.tally().failed()).sum();
    Site worst = sites.get(0);
    if (sites.size() == 1) {
      return "All connects come from one line of code.";
    }
    if (failures == 0) {
      return Wording.count(sites.size(), "line") + " of code connect; none of them failed.";
    }
    return Wording.count(sites.size(), "line")
        + " of code connect; the first one here has "
        + Wording.percent(worst.tally().failed(), failures)
        + " of the failures: "
        + Wording.rate(worst.tally())
        + " of its connects failed.";
  }
}

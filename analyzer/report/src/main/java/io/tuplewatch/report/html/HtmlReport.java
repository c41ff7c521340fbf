package io.tuplewatch.report.html;

import io.tuplewatch.advice.Advice;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.FailureCause;
import io.tuplewatch.fleet.Fleet;
import io.tuplewatch.report.FirstScreen;
import io.tuplewatch.reuse.ClassifiedUses;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.selection.replay.SelectionReport;
import io.tuplewatch.selection.simulation.SimulationStudy.Outcome;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Results as one HTML file that asks for nothing else, for people with a browser. However many
 * connects there are it stays below 5 MB: connects that worked are drawn in part, failures beyond
 * 40,000 as well, and the file says so.
 */
public final class HtmlReport {

  private HtmlReport() {}

  /**
   * Writes the diagnosis and flushes; {@code out} stays open. O(n).
   *
   * @param reuses what the diagnosis is of
   * @param selection what the recordings say about port selection; null leaves it out
   * @throws IOException if writing fails
   */
  public static void write(
      Diagnosis diagnosis, ReuseLog reuses, @Nullable SelectionReport selection, Writer out)
      throws IOException {
    write(diagnosis, reuses, selection, null, out);
  }

  /** Does the same with what to do about it; null leaves it out. */
  public static void write(
      Diagnosis diagnosis,
      ReuseLog reuses,
      @Nullable SelectionReport selection,
      @Nullable Advice advice,
      Writer out)
      throws IOException {
    Map<String, Part> parts = top(diagnosis, advice);
    addPictures(diagnosis, reuses.uses(), parts);
    write(diagnosis, selection, advice, parts, out);
  }

  /**
   * Writes the page of recordings whose connects are in several places: without the pictures that
   * are drawn of all connects.
   *
   * @param selection null leaves it out
   * @param advice null leaves it out
   * @throws IOException if writing fails
   */
  public static void writeWithoutConnects(
      Diagnosis diagnosis, @Nullable SelectionReport selection, @Nullable Advice advice, Writer out)
      throws IOException {
    Map<String, Part> parts = top(diagnosis, advice);
    FailureTable failures = new FailureTable(diagnosis);
    diagnosis.findings().failures().forEach(failures::add);
    parts.put("failures", failures);
    write(diagnosis, selection, advice, parts, out);
  }

  private static Map<String, Part> top(Diagnosis diagnosis, @Nullable Advice advice) {
    Map<String, Part> parts = new LinkedHashMap<>();
    parts.put("head", new Head(diagnosis));
    parts.put("card", new VerdictCard(FirstScreen.of(diagnosis, advice)));
    return parts;
  }

  private static void write(
      Diagnosis diagnosis,
      @Nullable SelectionReport selection,
      @Nullable Advice advice,
      Map<String, Part> parts,
      Writer out)
      throws IOException {
    if (selection != null) {
      addSelection(selection, parts);
    }
    if (advice != null) {
      parts.put("advice", AdviceTable.of(advice));
    }
    if (diagnosis.jvms().size() > 1) {
      Fleet fleet = Fleet.of(diagnosis);
      parts.put("hosts", FleetTables.hosts(fleet));
      parts.put("endpoints", FleetTables.endpoints(fleet));
    }
    if (diagnosis.findings().audit().witnesses().captures() != null) {
      parts.put("audit", AuditTable.of(diagnosis.findings().audit()));
    }
    parts.put("destinations", DestinationTable.of(diagnosis));
    parts.put("settings", SettingsTable.of(diagnosis.settings()));
    parts.put("quality", QualityTable.of(diagnosis.quality()));
    parts.put("recordings", QualityTable.of(diagnosis.recordings()));
    Page.write("Tuplewatch: source-port reuse", parts, out);
  }

  /** The selection check alone, likewise. */
  public static void write(SelectionReport selection, Writer out) throws IOException {
    Map<String, Part> parts = new LinkedHashMap<>();
    addSelection(selection, parts);
    parts.put("selections", SelectionTable.of(selection));
    Page.write("Tuplewatch: selection of source ports", parts, out);
  }

  /** Simulations, likewise. */
  public static void write(List<Outcome> outcomes, Writer out) throws IOException {
    Map<String, Part> parts = new LinkedHashMap<>();
    if (!outcomes.isEmpty()) {
      parts.put("portUse", PortUsePicture.of(outcomes));
    }
    parts.put("simulations", SimulationTable.of(outcomes));
    Page.write("Tuplewatch: simulated source ports", parts, out);
  }

  private static void addPictures(
      Diagnosis diagnosis, ClassifiedUses uses, Map<String, Part> parts) {
    Destinations destinations = new Destinations(uses, diagnosis.destinations());
    WorkedConnects worked = new WorkedConnects(diagnosis, destinations);
    IdleRates idle = new IdleRates(diagnosis, destinations);
    FailureCourse course = new FailureCourse(diagnosis.summary());
    SynCounts syns = new SynCounts(diagnosis.findings().lateAnswers());
    CallSites sites = new CallSites(uses);
    ConnectSurvey.of(uses, List.of(worked, idle, course, syns, sites));
    FailureTable failures = new FailureTable(diagnosis);
    for (FailureCause failure : diagnosis.findings().failures()) {
      course.add(failure);
      failures.add(failure);
    }
    parts.put("worked", worked);
    parts.put("failures", failures);
    parts.put("idle", idle);
    parts.put("course", course);
    parts.put("syns", syns);
    parts.put("sites", sites);
  }

  private static void addSelection(SelectionReport selection, Map<String, Part> parts) {
    PortUsePicture ports = PortUsePicture.ofNullable(selection.busiest());
    if (ports != null) {
      parts.put("portUse", ports);
      parts.put("whatIf", new WhatIfPicture(selection));
    }
  }
}

package io.tuplewatch.cli;

import static com.tngtech.archunit.base.DescribedPredicate.alwaysTrue;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.simpleName;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Data flows forward, dependencies point one way. */
@AnalyzeClasses(packages = "io.tuplewatch", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  @ArchTest
  static final ArchRule eachStepUsesOnlyEarlierSteps =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.tuplewatch..")
          .layer("events")
          .definedBy("io.tuplewatch.events..")
          .layer("firewall")
          .definedBy("io.tuplewatch.firewall..")
          .layer("columns")
          .definedBy("io.tuplewatch.columns..")
          .layer("recording")
          .definedBy("io.tuplewatch.recording..")
          .layer("privacy")
          .definedBy("io.tuplewatch.privacy..")
          .layer("connection")
          .definedBy("io.tuplewatch.connection..")
          .layer("reuse")
          .definedBy("io.tuplewatch.reuse..")
          .layer("witness")
          .definedBy("io.tuplewatch.witness..")
          .layer("evidence")
          .definedBy("io.tuplewatch.evidence..")
          .layer("selection")
          .definedBy("io.tuplewatch.selection..")
          .layer("diagnosis")
          .definedBy("io.tuplewatch.diagnosis..")
          .layer("fleet")
          .definedBy("io.tuplewatch.fleet..")
          .layer("advice")
          .definedBy("io.tuplewatch.advice..")
          .layer("probe")
          .definedBy("io.tuplewatch.probe..")
          .layer("report")
          .definedBy("io.tuplewatch.report..")
          .layer("jmc")
          .definedBy("io.tuplewatch.jmc..")
          .layer("spark")
          .definedBy("io.tuplewatch.spark..")
          .layer("cli")
          .definedBy("io.tuplewatch.cli..")
          .withOptionalLayers(true)
          .whereLayer("events")
          .mayNotAccessAnyLayer()
          .whereLayer("firewall")
          .mayNotAccessAnyLayer()
          .whereLayer("columns")
          .mayNotAccessAnyLayer()
          .whereLayer("recording")
          .mayOnlyAccessLayers("events", "columns")
          .whereLayer("privacy")
          .mayOnlyAccessLayers("events", "recording")
          .whereLayer("connection")
          .mayOnlyAccessLayers("events", "columns", "recording")
          .whereLayer("reuse")
          .mayOnlyAccessLayers("events", "columns", "recording", "connection")
          .whereLayer("witness")
          .mayOnlyAccessLayers("events", "recording", "connection", "reuse")
          .whereLayer("evidence")
          .mayOnlyAccessLayers("events", "columns", "recording", "connection", "reuse")
          .whereLayer("diagnosis")
          .mayOnlyAccessLayers(
              "events", "recording", "connection", "reuse", "witness", "evidence", "selection")
          .whereLayer("fleet")
          .mayOnlyAccessLayers("events", "connection", "witness", "evidence", "diagnosis")
          .whereLayer("advice")
          .mayOnlyAccessLayers("connection", "reuse", "evidence", "selection", "diagnosis")
          .whereLayer("probe")
          .mayOnlyAccessLayers("events", "evidence", "selection")
          .whereLayer("report")
          .mayOnlyAccessLayers(
              "events",
              "recording",
              "connection",
              "reuse",
              "witness",
              "evidence",
              "selection",
              "diagnosis",
              "fleet",
              "advice",
              "firewall",
              "probe")
          .whereLayer("jmc")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("spark")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .ignoreDependency(alwaysTrue(), resideInAPackage("io.tuplewatch.parallel"));

  @ArchTest
  static final ArchRule whatEachStepUsesToComputeInParallelKnowsNoStep =
      noClasses()
          .that()
          .resideInAPackage("io.tuplewatch.parallel")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.tuplewatch..")
                  .and(not(resideInAPackage("io.tuplewatch.parallel"))));

  @ArchTest
  static final ArchRule recordingsAreReadInLayers =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.tuplewatch.recording..")
          .layer("text")
          .definedBy("io.tuplewatch.recording.text")
          .layer("events")
          .definedBy("io.tuplewatch.recording")
          .layer("format")
          .definedBy("io.tuplewatch.recording.format")
          .layer("decode")
          .definedBy("io.tuplewatch.recording.decode")
          .layer("json")
          .definedBy("io.tuplewatch.recording.json")
          .layer("input")
          .definedBy("io.tuplewatch.recording.input")
          .whereLayer("text")
          .mayNotAccessAnyLayer()
          .whereLayer("events")
          .mayOnlyAccessLayers("text")
          .whereLayer("format")
          .mayOnlyAccessLayers("text", "events")
          .whereLayer("decode")
          .mayOnlyAccessLayers("text", "events", "format")
          .whereLayer("json")
          .mayOnlyAccessLayers("text", "events")
          .whereLayer("input")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule evidenceIsCountedThenTestedThenExplained =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.tuplewatch.evidence..")
          .layer("counts")
          .definedBy("io.tuplewatch.evidence.counts")
          .layer("comparison")
          .definedBy("io.tuplewatch.evidence.comparison")
          .layer("search")
          .definedBy("io.tuplewatch.evidence.search")
          .layer("causes")
          .definedBy("io.tuplewatch.evidence.causes")
          .layer("evidence")
          .definedBy("io.tuplewatch.evidence")
          .whereLayer("counts")
          .mayNotAccessAnyLayer()
          .whereLayer("comparison")
          .mayOnlyAccessLayers("counts")
          .whereLayer("search")
          .mayOnlyAccessLayers("counts", "comparison")
          .whereLayer("causes")
          .mayOnlyAccessLayers("counts", "comparison", "search")
          .whereLayer("evidence")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule modelsOfCausesAreKnownToTheEvidenceAlone =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tuplewatch.evidence..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("io.tuplewatch.evidence.causes")
                  .and(not(simpleName("CausePosterior"))));

  @ArchTest
  static final ArchRule selectionKnowsNoReportAndNoCommand =
      noClasses()
          .that()
          .resideInAPackage("io.tuplewatch.selection..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tuplewatch.report..", "io.tuplewatch.cli..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("io.tuplewatch.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule eachStepOfPortSelectionUsesOnlyEarlierSteps =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage("io.tuplewatch.selection..")
          .layer("ports")
          .definedBy("io.tuplewatch.selection")
          .layer("filter")
          .definedBy("io.tuplewatch.selection.filter..")
          .layer("algorithm")
          .definedBy("io.tuplewatch.selection.algorithm..")
          .layer("simulation")
          .definedBy("io.tuplewatch.selection.simulation..")
          .layer("recorded")
          .definedBy("io.tuplewatch.selection.recorded..")
          .layer("check")
          .definedBy("io.tuplewatch.selection.check..")
          .layer("replay")
          .definedBy("io.tuplewatch.selection.replay..")
          .whereLayer("ports")
          .mayNotAccessAnyLayer()
          .whereLayer("filter")
          .mayOnlyAccessLayers("ports")
          .whereLayer("algorithm")
          .mayOnlyAccessLayers("ports", "filter")
          .whereLayer("simulation")
          .mayOnlyAccessLayers("ports", "algorithm")
          .whereLayer("recorded")
          .mayOnlyAccessLayers("ports", "algorithm")
          .whereLayer("check")
          .mayOnlyAccessLayers("ports", "filter", "algorithm", "recorded");

  @ArchTest
  static final ArchRule packagesOfPortSelectionFormNoCycle =
      slices().matching("io.tuplewatch.selection.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule coreKnowsNoOutputFormatAndNoCommandLine =
      noClasses()
          .that()
          .resideInAnyPackage(
              "io.tuplewatch.recording..",
              "io.tuplewatch.privacy..",
              "io.tuplewatch.connection..",
              "io.tuplewatch.reuse..",
              "io.tuplewatch.witness..",
              "io.tuplewatch.evidence..",
              "io.tuplewatch.diagnosis..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("com.fasterxml..", "picocli..", "io.tuplewatch.agent..");
}

package io.tuplewatch.spark;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Spark is on the outside. */
@AnalyzeClasses(packages = "io.tuplewatch", importOptions = ImportOption.DoNotIncludeTests.class)
class SparkLayerTest {

  @ArchTest
  static final ArchRule nothingElseKnowsOfSpark =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.tuplewatch.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.tuplewatch.spark..", "org.apache.spark..", "scala..");

  @ArchTest
  static final ArchRule sparkUsesTheEngineAndItsReports =
      classes()
          .that()
          .resideInAPackage("io.tuplewatch.spark..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage(
              "io.tuplewatch.spark..",
              "io.tuplewatch.parallel..",
              "io.tuplewatch.firewall..",
              "io.tuplewatch.recording..",
              "io.tuplewatch.connection..",
              "io.tuplewatch.reuse..",
              "io.tuplewatch.evidence..",
              "io.tuplewatch.selection..",
              "io.tuplewatch.diagnosis..",
              "io.tuplewatch.advice..",
              "io.tuplewatch.report..",
              "org.apache.spark..",
              "org.jspecify..",
              "picocli..",
              "scala..",
              "java..");
}

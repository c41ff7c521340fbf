package io.tuplewatch.spark;

import io.tuplewatch.connection.AddressRealm;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.diagnosis.Nat;
import io.tuplewatch.firewall.TimeoutText;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.report.FirstScreen;
import io.tuplewatch.report.FirstScreenText;
import io.tuplewatch.report.JsonReport;
import io.tuplewatch.report.ProblemLine;
import io.tuplewatch.report.SafeText;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** The application for {@code spark-submit}: {@code tuplewatch analyze}, by way of a cluster. */
@Command(
    name = "tuplewatch-spark",
    mixinStandardHelpOptions = true,
    version = "tuplewatch-spark",
    description = {
      "Finds early reuse of four-tuples in the recordings of many hosts, and whether it failed.",
      "The same diagnosis as tuplewatch analyze; each task looks at connects of some hosts."
    },
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {
      "0:done",
      "1:no input was usable, with --strict one was not, output was lost, or the software failed",
      "2:wrong usage"
    })
public final class TuplewatchSpark implements Callable<Integer> {

  private static final int COLUMNS = 100;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description =
          "Recordings (.jfr, .jfr.gz, .zip), or directories with such files anywhere below them,"
              + " under a path that the driver and all executors can read.")
  private List<Path> inputs;

  @Option(
      names = "--firewall-timeout",
      paramLabel = "SPAN",
      converter = Timeout.class,
      description = "The firewall's idle timeout if you know it: 350s, 60m, 1h, 500ms.")
  private @Nullable Duration firewallTimeout;

  @Option(
      names = "--nat",
      paramLabel = "NAT",
      defaultValue = "unknown",
      description =
          "Whether source NAT stands between client and firewall: none, source or unknown. Default:"
              + " ${DEFAULT-VALUE}.")
  private Nat nat;

  @Option(
      names = "--address-realm",
      paramLabel = "REALM",
      defaultValue = "namespace",
      description =
          "Within what an address is one: namespace, host or shared. Default: ${DEFAULT-VALUE}.")
  private AddressRealm addressRealm;

  @Option(
      names = "--json",
      paramLabel = "FILE",
      description = "Write JSON to FILE of the driver as well; - writes it to stdout instead.")
  private @Nullable String json;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description =
          "Write the fleet's page to FILE of the driver as well, and beside it, as FILE-1.html and"
              + " so on, pages of the worst destinations with every connect of theirs.")
  private @Nullable Path html;

  @Option(
      names = "--parquet",
      paramLabel = "DIR",
      description =
          "Write the tables connections, reuses and failures below DIR as well, by day, in the"
              + " place of what is there; DIR may be an address such as s3a://BUCKET/FOLDER.")
  private @Nullable String parquet;

  @Option(
      names = "--strict",
      description = "Exit with 1 if any input was damaged or held no connect.")
  private boolean strict;

  private static final class Timeout implements ITypeConverter<Duration> {
    @Override
    public Duration convert(String value) {
      Duration span = TimeoutText.parse(value);
      if (span == null) {
        throw new TypeConversionException(TimeoutText.complaint(value));
      }
      return span;
    }
  }

  /** {@code spark-submit} calls this. Does not return if the exit code is not 0. */
  public static void main(String[] arguments) {
    int code = command().execute(arguments);
    if (code != ExitCode.OK) {
      System.exit(code);
    }
  }

  static CommandLine command() {
    return new CommandLine(new TuplewatchSpark()).setCaseInsensitiveEnumValuesAllowed(true);
  }

  @Override
  public Integer call() throws InterruptedException {
    SparkConf configuration = new SparkConf().setIfMissing("spark.master", "local[*]");
    configuration.setIfMissing("spark.app.name", "tuplewatch");
    try (JavaSparkContext spark = new JavaSparkContext(configuration)) {
      SparkEngine.Task task = new SparkEngine.Task(addressRealm, firewallTimeout, nat);
      SparkFleet.Result result = new SparkFleet(spark, task).diagnose(inputs);
      if (parquet != null) {
        ParquetTables.write(spark, result.engine(), parquet);
      }
      return report(result);
    }
  }

  private int report(SparkFleet.Result result) {
    Diagnosis diagnosis = result.diagnosis();
    boolean whole = tellProblems(diagnosis.recordings());
    boolean written = "-".equals(json) ? writeJson(result, out()) : writeFile(result);
    if (!"-".equals(json)) {
      FirstScreenText.write(FirstScreen.of(diagnosis, result.advice()), COLUMNS, false, out());
    }
    boolean page = html == null || writeHtml(result, html);
    boolean any = diagnosis.recordings().stream().anyMatch(each -> each.connects() > 0);
    return written && page && any && (whole || !strict) ? ExitCode.OK : ExitCode.SOFTWARE;
  }

  /** Whether every file was readable in full and held a connect. */
  private boolean tellProblems(List<Recording> recordings) {
    boolean whole = true;
    for (Recording recording : recordings) {
      for (Problem problem : recording.problems()) {
        err().println("tuplewatch: " + ProblemLine.of(problem));
        whole &= !problem.dataLost();
      }
      whole &= recording.connects() > 0;
    }
    err().flush();
    return whole;
  }

  private boolean writeFile(SparkFleet.Result result) {
    if (json == null) {
      return true;
    }
    try (Writer file = Files.newBufferedWriter(Path.of(json))) {
      return writeJson(result, file);
    } catch (IOException e) {
      cannotWrite(json, e);
      return false;
    }
  }

  private boolean writeHtml(SparkFleet.Result result, Path file) {
    try {
      HtmlPages.write(result, file);
      return true;
    } catch (IOException e) {
      cannotWrite(file.toString(), e);
      return false;
    }
  }

  private boolean writeJson(SparkFleet.Result result, Writer to) {
    try {
      JsonReport.write(result.diagnosis(), result.selection(), result.advice(), null, to);
      return true;
    } catch (IOException e) {
      cannotWrite("JSON", e);
      return false;
    }
  }

  private void cannotWrite(String what, IOException e) {
    err()
        .println(
            "tuplewatch: "
                + SafeText.of(what)
                + ": cannot be written: "
                + SafeText.of(e.getMessage()));
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}

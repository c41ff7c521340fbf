package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each command that takes captures and logs, of a real run that was captured at both ends. */
class WitnessOptionsTest {

  private static final Path SAMPLE = Path.of("../../samples/recordings/captured");
  private static final String[] WITNESSES = {
    "--capture",
    "client=" + SAMPLE.resolve("client.pcap.gz"),
    "--capture",
    "server=" + SAMPLE.resolve("server.pcap.gz"),
    "--firewall-log",
    SAMPLE.resolve("firewall.log").toString(),
    "--firewall-log-held",
    "session-held"
  };

  @TempDir private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void eachFailureIsSeenAsTheTruthOfTheRunHasIt() throws IOException {
    long blocked = blockedByTruth();

    assertThat(run("list", "failed", "--header")).isZero();

    List<String> rows = out.toString().lines().toList();
    List<String> names = List.of(rows.get(0).split("\t", -1));
    int seen = names.indexOf("seen");
    int lines = names.indexOf("blockedLines");
    long stopped = rows.stream().filter(row -> row.split("\t", -1)[seen].equals("STOPPED")).count();
    assertThat(stopped).isEqualTo(107).isEqualTo(blocked);
    assertThat(rows.stream().skip(1).map(row -> row.split("\t", -1)))
        .hasSize(166)
        .allSatisfy(
            row -> assertThat(row[seen].equals("STOPPED")).isEqualTo(!row[lines].equals("-")));
  }

  /** Connects that failed and of which the firewall blocked a SYN. */
  private static long blockedByTruth() throws IOException {
    return Files.readAllLines(SAMPLE.resolve("truth.csv")).stream()
        .map(line -> line.split(",", -1))
        .filter(row -> row[5].equals("NO_ANSWER") && !row[9].equals("0"))
        .count();
  }

  @Test
  void theLetterTellsWhereTheSynsGotTo() {
    assertThat(run("letter")).isZero();

    assertThat(out.toString())
        .contains("What others saw of them", "on the client's host and at the server")
        .contains("107 connects: left this host and never arrived at the server")
        .contains("59 connects: arrived at the server, which did not answer")
        .containsPattern("sequence number [0-9]+: the SYN left this host 2")
        .contains("The device's own log has 107 of the 166 failed connects as blocked.")
        .doesNotContain("Seen from the client's JVM alone");
  }

  @Test
  void theReportForABrowserAndTheTablesHaveIt() throws IOException {
    Path page = folder.resolve("report.html");
    Path csv = folder.resolve("csv");

    assertThat(run("analyze", "--html", page.toString(), "--csv", csv.toString())).isZero();

    assertThat(Files.readString(page))
        .contains("\"key\":\"seen\"", "\"key\":\"logged\"", "Inferred, and seen by others")
        .contains("107 left this host and never arrived at the server");
    assertThat(Files.size(page)).isLessThan(5_000_000);
    assertThat(Files.readAllLines(csv.resolve("failures.csv")).get(0))
        .endsWith(
            ",seen,synsLeft,synsArrived,sequence,translated,blockedLines,blockedText,sessionHeld");
  }

  @Test
  void pseudonymsDoNotGoWithTrueAddresses() {
    for (String[] command :
        new String[][] {
          {"analyze", "--anonymize"}, {"letter", "--anonymize"}, {"list", "failed", "--anonymize"}
        }) {
      assertThat(run(command)).isEqualTo(2);
      assertThat(err.toString()).contains("hold the true addresses");
      err.getBuffer().setLength(0);
    }
  }

  @Test
  void aFileThatIsNoCaptureIsNamedWithItsRemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "no capture at all");
    String recording = SAMPLE.resolve("client-1.jfr").toString();

    int code =
        Tuplewatch.commandLine()
            .setErr(new PrintWriter(err, true))
            .execute("letter", "--capture", "client=" + file, recording);

    assertThat(code).isEqualTo(1);
    assertThat(err.toString())
        .containsOnlyOnce("\n")
        .contains("a.txt", "pcap and pcapng are understood");
  }

  private int run(String... command) {
    List<String> arguments = new ArrayList<>(Arrays.asList(command));
    arguments.addAll(Arrays.asList(WITNESSES));
    arguments.add(SAMPLE.resolve("client-1.jfr").toString());
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(arguments.toArray(String[]::new));
  }
}

package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The advice of {@code analyze}, in process, on real recordings. */
class AdviceCommandTest {

  private static final String SAMPLES = "../../samples/recordings/";

  @TempDir Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void behindAFirewallTheFirstItemLeavesNothingAndTheSysctlsAreOfNoUse() {
    assertThat(analyze(SAMPLES + "lifetime-12s", "--show", "advice")).isZero();

    assertThat(advice())
        .contains("  1. take the source port that was used least recently  [application]")
        .contains("leaves 0 (0 to 0)")
        .containsPattern("Of no use by more than its interval: step over reserved ports at random;")
        .contains("1,024 ports / 16.0 connects per second")
        .contains("--baseline before.json");
    assertThat(advice().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void theLineThatChurnsIsNamedFirst() {
    assertThat(analyze(SAMPLES + "jdbc", "--show", "advice", "--firewall-timeout", "60s")).isZero();

    List<String> lines = advice().lines().toList();
    int heading =
        lines.indexOf("  Lines that connect there: connects an hour, failed early reuses");
    assertThat(lines.get(heading + 1)).contains("org.postgresql.core.PGStream.createSocket");
    assertThat(lines.get(heading + 2)).endsWith("of threads HikariPool-*:connection-adder");
  }

  @Test
  void aTargetIsMetByTheSmallestSet() {
    assertThat(analyze(SAMPLES + "lifetime-20s", "--target", "1/day")).isZero();

    assertThat(advice())
        .containsPattern("For less than 1.0 a day: take the source port that was used least");
  }

  @Test
  void whereNothingFailsNothingIsAdvised() {
    assertThat(analyze(SAMPLES + "pool", "--show", "advice")).isZero();

    assertThat(advice()).contains("Nothing about source ports").doesNotContain("  1. ");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/day", "1", "-1/day", "1/week", "many/day"})
  void aTargetThatIsNoRateIsRefused(String target) {
    assertThat(analyze(SAMPLES + "pool", "--target", target)).isEqualTo(2);

    assertThat(err.toString()).contains("a rate above 0, such as 1/day or 2/hour");
  }

  @Test
  void thePageHasTheSameAdvice() throws IOException {
    Path page = directory.resolve("report.html");
    assertThat(analyze(SAMPLES + "lifetime-12s", "--html", page.toString())).isZero();

    assertThat(Files.readString(page))
        .contains("What to do about it")
        .contains("take the source port that was used least recently");
  }

  private String advice() {
    String text = out.toString();
    int from = text.indexOf("What to do about it");
    assertThat(from).isNotNegative();
    return text.substring(from);
  }

  private int analyze(String... arguments) {
    String[] all = new String[arguments.length + 1];
    all[0] = "analyze";
    System.arraycopy(arguments, 0, all, 1, arguments.length);
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out, true))
        .setErr(new PrintWriter(err, true))
        .execute(all);
  }
}

package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** The command in process. */
class SimulateCommandTest {

  @TempDir Path directory;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void thePresetSeedShowsTheMailsTable() {
    assertThat(simulate("--preset", "seed")).isZero();
    assertThat(err.toString()).isEmpty();
    assertThat(out.toString())
        .contains("Ports 9000-65499: 40,119 of 56,500 available (16,381 reserved, 0 bound)")
        .containsPattern("sequential +1 +10,000,000 +14,[12]\\d\\d,\\d\\d\\d +1.4\\d\\d +5,202 +0")
        .containsPattern("random-retry +1 +10,000,000 +3,9\\d\\d,\\d\\d\\d +0.39\\d +1[0-6] +0");
  }

  @Test
  void theHotPortBehindTheBlockJumpsOut() {
    simulate(
        "--range", "1000-8999", "--reserved", "3000-4999", "--rate", "1", "--selections", "20k");
    List<String> bars =
        out.toString()
            .lines()
            .filter(line -> line.contains(" |"))
            .map(line -> line.substring(line.indexOf('|') + 1))
            .toList();
    int behindTheBlock = 72 * 4000 / 8000;
    assertThat(bars).hasSize(8);
    assertThat(bars.subList(0, 6)).allMatch(bar -> bar.strip().equals("#"));
    assertThat(bars.get(0).indexOf('#')).isEqualTo(behindTheBlock);
    assertThat(out.toString()).contains("most used: 5000 (");
  }

  @Test
  void everyLineFitsAHundredColumns() {
    simulate("--compare", "--selections", "20k", "--rate", "0.5", "--range", "1000-2000");
    assertThat(out.toString().lines()).isNotEmpty().allMatch(line -> line.length() <= 100);
  }

  @Test
  void jsonOnStandardOutputTakesThePlaceOfTheText() throws IOException {
    assertThat(simulate("--compare", "--selections", "1k", "--seed", "3,4", "--json", "-"))
        .isZero();
    assertThat(paths(out.toString()))
        .startsWith("schemaVersion", "scenario.range.low", "scenario.range.high")
        .contains(
            "scenario.reservedPorts",
            "scenario.arrivals.kind",
            "scenario.firewallTimeoutMs",
            "algorithms[].algorithm",
            "algorithms[].selections",
            "algorithms[].retries",
            "algorithms[].longestRetrySequence",
            "algorithms[].failures",
            "algorithms[].earlyReuses",
            "algorithms[].seconds");
    assertThat(out.toString().lines().filter(line -> line.contains("\"algorithm\""))).hasSize(8);
  }

  @Test
  void jsonGoesToAFileBesideTheText() throws IOException {
    Path file = directory.resolve("result.json");
    assertThat(simulate("--selections", "1k", "--json", file.toString())).isZero();
    assertThat(out.toString()).contains("sequential");
    assertThat(paths(Files.readString(file))).contains("algorithms[].retries");
  }

  @Test
  void severalScenariosBecomeAnArray() throws IOException {
    String json = json("--preset", "early-reuse", "--algorithm", "random-step=7", "--json", "-");
    assertThat(json.lines().filter(line -> line.contains("\"earlyReuseShare\""))).hasSize(16);
    assertThat(paths(json)).contains("scenarios[].scenario.arrivals.perSecond");
  }

  @Test
  void theEarlyReuseTableHasALinePerPortsAndAlgorithmAndAColumnPerRate() {
    assertThat(simulate("--preset", "early-reuse", "--algorithm", "sequential")).isZero();
    assertThat(out.toString())
        .containsPattern("range +reserved +algorithm +seed +0.1/s +1.0/s +10.0/s +100.0/s")
        .containsPattern("9000-65499 +16,381 +sequential +1 +0.22\\d +0.3[23]\\d +0.82\\d +1.000");
    assertThat(out.toString().lines()).hasSize(6);
  }

  @Test
  void theResultDoesNotDependOnHowManyRunBesideEachOther() throws IOException {
    String together = json("--compare", "--seed", "5,6", "--selections", "30k", "--json", "-");
    String alone =
        json("--algorithm", "random-retry", "--seed", "6", "--selections", "30k", "--json", "-");
    String figures = alone.substring(alone.indexOf("\"retries\""), alone.indexOf("\"seconds\""));
    assertThat(together).contains(figures);
  }

  @Test
  void aReservedListIsReadFromAFileOfTheSysctlsForm() throws IOException {
    Path file = Files.writeString(directory.resolve("reserved"), "33000-33999,40000\n");
    assertThat(simulate("--reserved", "@" + file, "--selections", "1k")).isZero();
    assertThat(out.toString()).contains("(1,001 reserved, 0 bound)");
  }

  @Test
  void aTimelineIsReadFromAFile() throws IOException {
    Path file = Files.writeString(directory.resolve("times"), "0\n0.5\n\n1.000000001\n25");
    assertThat(simulate("--timeline", file.toString())).isZero();
    assertThat(out.toString()).contains("4 connects, at 4 given times, to one destination.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"1\n0.5", "x", "1\n\u001b[2J", "-1", "1e9", "", "99999999999"})
  void aBrokenTimelineIsNamedWithItsLine(String text) throws IOException {
    Path file = Files.writeString(directory.resolve("times"), text);
    assertThat(simulate("--timeline", file.toString())).isEqualTo(1);
    assertOneLine(file.toString());
  }

  @Test
  void aTimelineThatIsOneEndlessLineIsRefusedAtOnce() throws IOException {
    Path file = directory.resolve("times");
    Files.write(file, new byte[10_000_000]);
    assertThat(simulate("--timeline", file.toString())).isEqualTo(1);
    assertOneLine("line 1 ");
  }

  @Test
  void anUnreadableOrBrokenFileIsNamedAndEndsWithOne() throws IOException {
    Path broken = Files.writeString(directory.resolve("broken"), "1,x\u001b[31m");
    Path huge = Files.write(directory.resolve("huge"), new byte[3_000_000]);
    for (String file :
        List.of(broken.toString(), huge.toString(), "/no/such/file", directory.toString())) {
      assertThat(simulate("--reserved", "@" + file)).isEqualTo(1);
      assertOneLine(file);
    }
    assertThat(simulate("--json", "/no/such/directory/f", "--selections", "1k")).isEqualTo(1);
    assertOneLine("/no/such/directory/f");
  }

  static Stream<List<String>> wrongUsages() {
    return Stream.of(
        List.of("--range", "5-4"),
        List.of("--range", "0-10"),
        List.of("--reserved", "99999"),
        List.of("--algorithm", "best"),
        List.of("--algorithm", "sequential", "--compare"),
        List.of("--preset", "nothing"),
        List.of("--preset", "seed", "--here"),
        List.of("--preset", "early-reuse", "--rate", "3"),
        List.of("--selections", "many"),
        List.of("--selections", "0"),
        List.of("--selections", "3G"),
        List.of("--selections", "1.5"),
        List.of("--rate", "0"),
        List.of("--rate", "NaN"),
        List.of("--rate", "1", "--timeline", "f"),
        List.of("--in-use", "99999"),
        List.of("--destinations", "0"),
        List.of("--tw-reuse", "3"),
        List.of("--lifetime", "forever"),
        List.of("--firewall-timeout", "0s"),
        List.of("--seed", "x"),
        List.of("--seed", String.join(",", Collections.nCopies(300, "1"))));
  }

  @ParameterizedTest
  @MethodSource("wrongUsages")
  void wrongUsageIsSaidAndEndsWithTwo(List<String> arguments) {
    assertThat(simulate(arguments.toArray(String[]::new))).isEqualTo(2);
    assertThat(err.toString())
        .startsWith("tuplewatch: ")
        .contains("Try 'tuplewatch simulate --help'.");
    assertThat(out.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"1-1", "1-65535", "7-8", "8-10", "65535-65535", "9000-9002"})
  void everyRangeEndsWithoutError(String range) {
    String[] reservations = {"", "1,9001", "0-65535"};
    for (String reserved : reservations) {
      assertThat(
              simulate(
                  "--compare", "--range", range, "--reserved", reserved, "--selections", "500"))
          .isZero();
    }
    assertThat(out.toString()).contains("no port was used");
  }

  @Test
  void thisMachinesSettingsAreReadFromItsSysctls() throws Exception {
    Path sysctls = Files.createDirectory(directory.resolve("ipv4"));
    Files.writeString(sysctls.resolve("ip_local_port_range"), "20000\t60999\n");
    Files.writeString(sysctls.resolve("ip_local_reserved_ports"), "30000-30009\n");
    Files.writeString(sysctls.resolve("tcp_tw_reuse"), "1\n");
    Files.writeString(sysctls.resolve("tcp_tw_reuse_delay"), "1500\n");
    Files.writeString(sysctls.resolve("ip_local_port_step_width"), "128\n");
    PortSettings settings = PortSettings.read(sysctls);
    assertThat(settings.range()).isEqualTo(new PortRange(20000, 60999));
    assertThat(settings.reserved()).isEqualTo(PortSet.parse("30000-30009"));
    assertThat(settings.twReuse()).isEqualTo(1);
    assertThat(settings.twReuseDelay()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.algorithms()).singleElement().returns("random-step=128", a -> a.name());
  }

  @Test
  void aKernelWithoutTheNewerSysctlsSelectsSequentially() throws Exception {
    Files.writeString(directory.resolve("ip_local_port_range"), "32768\t60999\n");
    PortSettings settings = PortSettings.read(directory);
    assertThat(settings.reserved()).isEqualTo(PortSet.NONE);
    assertThat(settings.algorithms()).singleElement().returns("sequential", a -> a.name());
  }

  @Test
  void settingsThatAreNoneAreNamed() throws IOException {
    assertThatThrownBy(() -> PortSettings.read(directory))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("give --range");
    Files.writeString(directory.resolve("ip_local_port_range"), "from here to there");
    assertThatThrownBy(() -> PortSettings.read(directory))
        .isInstanceOf(UnusableInput.class)
        .hasMessageContaining("ip_local_port_range");
  }

  private int simulate(String... arguments) {
    out.getBuffer().setLength(0);
    err.getBuffer().setLength(0);
    List<String> all = new ArrayList<>(List.of("simulate"));
    all.addAll(Arrays.asList(arguments));
    CommandLine commandLine = Tuplewatch.commandLine();
    commandLine.setOut(new PrintWriter(out, true));
    commandLine.setErr(new PrintWriter(err, true));
    return commandLine.execute(all.toArray(String[]::new));
  }

  private String json(String... arguments) {
    assertThat(simulate(arguments)).isZero();
    return out.toString();
  }

  private void assertOneLine(String named) {
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("tuplewatch: ").contains(named);
    assertThat(err.toString().strip()).doesNotContainPattern("\\p{Cntrl}");
    assertThat(err.toString()).doesNotContain("Exception");
  }

  /** The path of every field that holds a number, text or null. */
  private static List<String> paths(String json) throws IOException {
    List<String> paths = new ArrayList<>();
    try (JsonParser parser = new JsonFactory().createParser(json)) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        if (token.isScalarValue()) {
          paths.add(
              parser
                  .getParsingContext()
                  .pathAsPointer()
                  .toString()
                  .replaceAll("/[0-9]+", "[]")
                  .substring(1)
                  .replace('/', '.'));
        }
      }
    }
    return paths;
  }
}

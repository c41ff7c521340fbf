package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code list failed}, {@code early} and {@code tuples} of a real recording, in process. */
class ListRecordingsTest {

  private static final Path SAMPLE = Path.of("../../samples/recordings/natural-drop");

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @ParameterizedTest
  @CsvSource({"failed, 69", "early, 82", "tuples, 318"})
  void eachEntryIsOneLineWithAsManyCellsAsTheHead(String list, int entries) {
    assertThat(list(list, "--header", SAMPLE.toString())).isZero();

    List<String> lines = out.toString().lines().toList();
    int columns = lines.get(0).split("\t", -1).length;
    assertThat(lines).hasSize(entries + 1);
    assertThat(lines).allMatch(line -> line.split("[\\s]", -1).length == columns);
    assertThat(err.toString()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"failed", "early", "tuples"})
  void csvHoldsTheSameEntries(String list) {
    list(list, SAMPLE.toString());
    long lines = out.toString().lines().count();
    out.getBuffer().setLength(0);
    list(list, "--csv", SAMPLE.toString());

    assertThat(out.toString().lines().count()).isEqualTo(lines + 1);
  }

  @Test
  void sessionBeforeAFailureIsToldFromItsStartToItsClose() {
    list("failed", SAMPLE.toString());

    assertThat(out.toString().lines().findFirst().orElseThrow().split("\t"))
        .startsWith(
            "2026-11-22T14:46:24.565Z",
            "10.77.1.2:40090",
            "10.77.2.2:5000",
            "TIMED_OUT",
            "2498.541",
            "2",
            "2026-11-22T14:46:25.565Z",
            "2026-11-22T14:46:22.065Z",
            "2026-11-22T14:46:22.067Z",
            "server",
            "EARLY_REUSE");
  }

  @Test
  void anotherDestinationIsNotListed() {
    assertThat(list("failed", "--destination", "10.77.2.2:5001", SAMPLE.toString())).isZero();

    assertThat(out.toString()).isEmpty();
    assertThat(err.toString()).contains("nothing to list of 10.77.2.2:5001");
  }

  @ParameterizedTest
  @ValueSource(strings = {"[10.1.1.1", "a:b", "host:70000", ""})
  void whatIsNoDestinationIsWrongUsage(String name) {
    assertThat(list("failed", "--destination", name, SAMPLE.toString())).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(2);
  }

  private int list(String... arguments) {
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(out))
        .setErr(new PrintWriter(err))
        .execute(Stream.concat(Stream.of("list"), Arrays.stream(arguments)).toArray(String[]::new));
  }
}

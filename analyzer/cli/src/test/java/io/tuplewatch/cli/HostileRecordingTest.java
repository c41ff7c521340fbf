package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.history.HostileTexts;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command on a recording whose names are hostile: what it prints and writes is text. */
class HostileRecordingTest {

  @TempDir private Path directory;
  private final StringWriter said = new StringWriter();

  @ParameterizedTest
  @ValueSource(
      strings = {
        "analyze --verbose REC",
        "analyze --anonymize --pseudonyms OUT REC",
        "analyze --csv OUT REC",
        "analyze --collapsed OUT REC",
        "analyze --json - REC",
        "list failed REC",
        "list early --header REC",
        "list tuples REC",
        "list failed --csv REC",
        "list tuples --csv REC",
        "letter REC",
        "letter -o OUT.md REC",
        "check REC",
        "check --json - REC",
        "rules REC",
        "scrub REC OUT.jfr"
      })
  void noCommandActsOnATerminal(String command) throws IOException {
    Path recording = recording();

    int exit = run(command, recording);

    assertThat(exit).as(said.toString()).isZero();
    String written = said + written();
    assertThat(written).isNotBlank().doesNotContainPattern(HostileTexts.OBEYED);
    assertThat(written).doesNotContainPattern("(?m)^(forged|[=@]|\"[=@])");
    assertThat(written.lines()).allMatch(line -> line.length() < 25_000);
  }

  @Test
  void reportOfMissionControlShowsNamesAsText() throws IOException {
    assertThat(run("rules --html OUT.html REC", recording())).isZero();

    assertThat(written())
        .contains("Early Reuse of Four-Tuples")
        .doesNotContain("<script>alert(1)", "<img src=x onerror");
  }

  private Path recording() throws IOException {
    Path recording = Files.createDirectory(directory.resolve("in")).resolve("hostile.jfr");
    Scenario.write(recording, () -> Scenario.hostile(HostileTexts.all().toArray(String[]::new)));
    return recording;
  }

  private int run(String command, Path recording) {
    String[] arguments =
        Arrays.stream(command.split(" ", -1))
            .map(word -> word.replace("REC", recording.toString()))
            .map(word -> word.replace("OUT", directory.resolve("out").toString()))
            .toArray(String[]::new);
    return Tuplewatch.commandLine()
        .setOut(new PrintWriter(said, true))
        .setErr(new PrintWriter(said, true))
        .execute(arguments);
  }

  /** The contents of all text files that the command has written. */
  private String written() throws IOException {
    try (Stream<Path> files = Files.walk(directory)) {
      StringBuilder all = new StringBuilder();
      List<Path> texts =
          files
              .filter(Files::isRegularFile)
              .filter(file -> !file.toString().endsWith(".jfr"))
              .toList();
      for (Path file : texts) {
        all.append(Files.readString(file));
      }
      return all.toString();
    }
  }
}

package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.parallel.InParallel;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Many recordings of several JVMs, of which all that is printed was found side by side. */
class ThreadsTest {

  private static final Path RECORDINGS = Path.of("..", "..", "samples", "recordings");

  @TempDir Path directory;

  @Test
  void textAndJsonAreTheSameWithAnyNumberOfThreads() throws IOException {
    String text = analyze(1);
    String json = Files.readString(directory.resolve("1.json"));

    for (int threads : new int[] {2, 8}) {
      assertThat(analyze(threads)).isEqualTo(text);
      assertThat(Files.readString(directory.resolve(threads + ".json"))).isEqualTo(json);
    }
  }

  private String analyze(int threads) {
    StringWriter out = new StringWriter();
    String json = directory.resolve(threads + ".json").toString();
    int exitCode =
        InParallel.with(
            threads,
            () ->
                Tuplewatch.commandLine()
                    .setOut(new PrintWriter(out, true))
                    .execute("analyze", "--verbose", "--json", json, RECORDINGS.toString()));
    assertThat(exitCode).isZero();
    return out.toString().replace(json, "");
  }
}

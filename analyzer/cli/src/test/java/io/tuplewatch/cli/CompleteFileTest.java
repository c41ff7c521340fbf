package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompleteFileTest {

  @TempDir private Path directory;

  @Test
  void nothingIsSeenOfAFileBeforeItIsComplete() throws IOException {
    Path file = Files.writeString(directory.resolve("out.json"), "earlier");

    CompleteFile.write(
        file,
        out -> {
          out.write("half");
          out.flush();
          assertThat(file).hasContent("earlier");
          out.write(" and half");
        });

    assertThat(file).hasContent("half and half");
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void contentThatFailsLeavesTheEarlierFileAndNothingElse() throws IOException {
    Path file = Files.writeString(directory.resolve("out.json"), "earlier");

    assertThatThrownBy(
            () ->
                CompleteFile.write(
                    file,
                    out -> {
                      out.write("half");
                      throw new IOException("disk full");
                    }))
        .hasMessage("disk full");

    assertThat(file).hasContent("earlier");
    assertThat(directory).isDirectoryNotContaining(path -> !path.equals(file));
  }

  @Test
  void linkStaysALink() throws IOException {
    Path file = Files.writeString(directory.resolve("out.json"), "earlier");
    Path link = Files.createSymbolicLink(directory.resolve("link.json"), file);

    CompleteFile.write(link, out -> out.write("later"));

    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("later");
  }
}

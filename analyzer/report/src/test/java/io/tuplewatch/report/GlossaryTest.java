package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class GlossaryTest {

  @Test
  void pageHoldsTheSameWordsInTheSameOrder() throws IOException {
    var rows =
        Files.readAllLines(Path.of("../../docs/glossary.md")).stream()
            .filter(line -> line.startsWith("| ") && !line.startsWith("| word "))
            .toList();

    assertThat(rows)
        .containsExactlyElementsOf(
            Glossary.entries().stream()
                .map(entry -> "| " + entry.word() + " | " + entry.meaning() + " |")
                .toList());
  }

  @Test
  void wordsAreFoundWhateverTheirCase() {
    assertThat(Glossary.meaning("Early reuse")).get().asString().contains("less idle time");
    assertThat(Glossary.meaning("nothing of the kind")).isEmpty();
  }
}

package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.report.html.HtmlReport;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
  void everyWordThatThePageExplainsIsInIt() throws IOException {
    String script;
    try (InputStream in = HtmlReport.class.getResourceAsStream("dom.js")) {
      script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
    Matcher marked = Pattern.compile("const MARKED = /\\\\b\\(([^)]+)\\)").matcher(script);

    assertThat(marked.find()).isTrue();
    assertThat(Glossary.entries())
        .extracting(Glossary.Entry::word)
        .contains(marked.group(1).split("\\|"));
  }
}

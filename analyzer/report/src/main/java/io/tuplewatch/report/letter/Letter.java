package io.tuplewatch.report.letter;

import java.util.List;

/**
 * A letter in sections, before it is text or Markdown. Texts may hold what a recording held: each
 * output escapes for its format. Immutable.
 */
public record Letter(String subject, List<Section> sections) {

  public Letter {
    sections = List.copyOf(sections);
  }

  /** A heading and what is below it. */
  record Section(String heading, List<Block> blocks) {
    Section {
      blocks = List.copyOf(blocks);
    }
  }

  /** A part of a section. */
  sealed interface Block permits Paragraph, Points, Grid, Code {}

  /** Sentences. */
  record Paragraph(String text) implements Block {}

  /** A list. */
  record Points(List<String> texts) implements Block {
    Points {
      texts = List.copyOf(texts);
    }
  }

  /** A table whose first line is its head. */
  record Grid(List<List<String>> lines) implements Block {
    Grid {
      lines = List.copyOf(lines);
    }
  }

  /** Commands or filters, to be copied as they are; {@code of} says whose they are. */
  record Code(String of, List<String> lines) implements Block {
    Code {
      lines = List.copyOf(lines);
    }
  }
}

package io.tuplewatch.report.letter;

import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.letter.Letter.Block;
import io.tuplewatch.report.letter.Letter.Code;
import io.tuplewatch.report.letter.Letter.Grid;
import io.tuplewatch.report.letter.Letter.Paragraph;
import io.tuplewatch.report.letter.Letter.Points;
import io.tuplewatch.report.letter.Letter.Section;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;
import java.util.stream.Collectors;

/** The letter as Markdown for a ticket (GitHub's flavour, for its tables). */
public final class LetterMarkdown {

  /** What means something to Markdown or HTML within a line. */
  private static final String MARKS = "\\`*_{}[]<>|#~&@$";

  private LetterMarkdown() {}

  /** Writes the letter and flushes. */
  public static void write(Letter letter, Writer writer) {
    PrintWriter out = new PrintWriter(writer);
    out.println("# " + escaped(letter.subject()));
    for (Section section : letter.sections()) {
      out.println();
      out.println("## " + escaped(section.heading()));
      section.blocks().forEach(block -> write(block, out));
    }
    out.flush();
  }

  private static void write(Block block, PrintWriter out) {
    out.println();
    if (block instanceof Paragraph paragraph) {
      out.println(escaped(paragraph.text()));
    } else if (block instanceof Points points) {
      points.texts().forEach(text -> out.println("- " + escaped(text)));
    } else if (block instanceof Grid grid) {
      out.println(row(grid.lines().get(0)));
      out.println("|" + " --- |".repeat(grid.lines().get(0).size()));
      grid.lines().stream().skip(1).forEach(line -> out.println(row(line)));
    } else if (block instanceof Code code) {
      out.println(escaped(code.of()) + ":");
      out.println();
      out.println("```");
      code.lines().forEach(out::println);
      out.println("```");
    }
  }

  private static String row(List<String> cells) {
    return cells.stream()
        .map(cell -> cell.isEmpty() ? " " : escaped(cell))
        .collect(Collectors.joining(" | ", "| ", " |"));
  }

  /** With a backslash before every character that is a mark. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    SafeText.whole(text)
        .chars()
        .forEach(c -> escaped.append(MARKS.indexOf(c) >= 0 ? "\\" : "").append((char) c));
    return escaped.toString().replace("://", ":\\/\\/"); // no link out of a host's name
  }
}

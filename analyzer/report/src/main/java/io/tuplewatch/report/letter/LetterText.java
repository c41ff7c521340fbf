package io.tuplewatch.report.letter;

import io.tuplewatch.report.Paragraph;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.report.letter.Letter.Block;
import io.tuplewatch.report.letter.Letter.Code;
import io.tuplewatch.report.letter.Letter.Grid;
import io.tuplewatch.report.letter.Letter.Points;
import io.tuplewatch.report.letter.Letter.Section;
import java.io.PrintWriter;
import java.io.Writer;
import java.util.List;

/** The letter as plain text for a mail: lines of 100 columns, but for commands. */
public final class LetterText {

  private LetterText() {}

  /** Writes the letter and flushes. */
  public static void write(Letter letter, Writer writer) {
    PrintWriter out = new PrintWriter(writer);
    out.println("Subject: " + SafeText.of(letter.subject()));
    for (Section section : letter.sections()) {
      out.println();
      out.println(SafeText.of(section.heading()));
      section.blocks().forEach(block -> write(block, out));
    }
    out.flush();
  }

  private static void write(Block block, PrintWriter out) {
    if (block instanceof Letter.Paragraph paragraph) {
      Paragraph.print(2, SafeText.of(paragraph.text(), Integer.MAX_VALUE), out);
    } else if (block instanceof Points points) {
      points.texts().forEach(text -> Paragraph.print(2, "- " + SafeText.whole(text), out));
    } else if (block instanceof Grid grid) {
      writeGrid(grid, out);
    } else if (block instanceof Code code) {
      out.println("  " + code.of() + ":");
      code.lines().forEach(line -> out.println("    " + line));
    }
  }

  private static void writeGrid(Grid grid, PrintWriter out) {
    for (List<String> line : grid.lines()) {
      StringBuilder text = new StringBuilder(" ");
      for (int column = 0; column < line.size(); column++) {
        String cell = SafeText.of(line.get(column));
        text.append(" ").append(cell).append(" ".repeat(width(grid, column) - cell.length() + 1));
      }
      out.println(text.toString().stripTrailing());
    }
  }

  private static int width(Grid grid, int column) {
    return grid.lines().stream()
        .mapToInt(line -> SafeText.of(line.get(column)).length())
        .max()
        .orElse(0);
  }
}

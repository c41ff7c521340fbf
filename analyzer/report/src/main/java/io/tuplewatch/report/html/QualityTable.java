package io.tuplewatch.report.html;

import io.tuplewatch.connection.Quality;
import io.tuplewatch.recording.Problem;
import io.tuplewatch.recording.Recording;
import io.tuplewatch.report.QualityText;
import io.tuplewatch.report.SafeText;
import java.util.List;

/** What was read, and what was missing or odd in it. */
final class QualityTable {

  private static final int MOST_FILES = 500;

  private QualityTable() {}

  static Table of(Quality quality) {
    Table table =
        new Table(
            "Data quality",
            quality.counts().isEmpty() ? "Nothing was missing or odd in the recordings." : "");
    Column count = table.column("count", "How many", Column.Type.COUNT, "");
    Column what = table.column("what", "What was missing or odd", Column.Type.TEXT, "");
    quality
        .counts()
        .forEach(
            (counter, number) -> {
              count.add(number);
              what.add(QualityText.meaning(counter));
            });
    return table;
  }

  static Table of(List<Recording> recordings) {
    Table table = new Table("What was read", "");
    Column file = table.column("file", "File", Column.Type.TEXT, "");
    Column bytes = table.column("bytes", "Bytes", Column.Type.COUNT, "");
    Column chunks = table.column("chunks", "Chunks", Column.Type.COUNT, "Parts of a recording.");
    Column connects = table.column("connects", "Connects", Column.Type.COUNT, "Events read.");
    Column closes = table.column("closes", "Closes", Column.Type.COUNT, "Events read.");
    Column problems = table.column("problems", "Problems", Column.Type.TEXT, "");
    for (Recording recording : recordings.subList(0, Math.min(MOST_FILES, recordings.size()))) {
      file.add(SafeText.of(recording.file().toString()));
      bytes.add(recording.size());
      chunks.add(recording.chunks());
      connects.add(recording.connects());
      closes.add(recording.closes());
      problems.add(
          recording.problems().isEmpty()
              ? null
              : String.join("; ", recording.problems().stream().map(Problem::reason).toList()));
    }
    return table;
  }
}

package io.tuplewatch.spark;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.diagnosis.Diagnosis;
import io.tuplewatch.report.html.HtmlReport;
import io.tuplewatch.reuse.ReuseLog;
import io.tuplewatch.spark.SparkEngine.AskedSlice;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The fleet's page, and of the worst destinations the pages of those slices that they are in, with
 * every connect of theirs.
 */
final class HtmlPages {

  private static final int MOST_PAGES = 3;
  private static final String SUFFIX = ".html";

  private HtmlPages() {}

  /**
   * Writes FILE.html, FILE-1.html and so on.
   *
   * @return the files, that of the fleet first
   */
  static List<Path> write(SparkFleet.Result result, Path file) throws IOException {
    List<Path> written = new ArrayList<>();
    try (Writer out = Files.newBufferedWriter(file)) {
      HtmlReport.writeWithoutConnects(result.diagnosis(), result.selection(), result.advice(), out);
    }
    written.add(file);
    for (String page : result.engine().ask(worst(result.diagnosis()), HtmlPages::page)) {
      Path next = numbered(file, written.size());
      Files.writeString(next, page);
      written.add(next);
    }
    return written;
  }

  private static Set<Destination> worst(Diagnosis diagnosis) {
    return diagnosis.destinations().stream()
        .filter(each -> each.tallies().all().failed() > 0)
        .limit(MOST_PAGES)
        .map(each -> each.destination())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private static String page(AskedSlice slice) {
    ReuseLog reuses = slice.reuses();
    StringWriter page = new StringWriter();
    try {
      HtmlReport.write(slice.diagnosis(reuses), reuses, null, page);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return page.toString();
  }

  private static Path numbered(Path file, int number) {
    String name = String.valueOf(file.getFileName());
    String stem = name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    return file.resolveSibling(stem + "-" + number + SUFFIX);
  }
}

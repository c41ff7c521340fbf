package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The HTML report in a browser. */
class HtmlPageIT {

  private static final Path NATURAL_DROP = Path.of("../../samples/recordings/natural-drop");

  /** Ends elements, opens others, and tells by the page's title whether any of it ran. */
  private static final String HOSTILE =
      "</script><script>document.title='owned'</script><img src=x id=owned"
          + " onerror=\"document.title='owned'\"><svg onload=alert(1)>";

  private static final String WHOLE_PAGE = "--window-size=1280,9000";

  @TempDir private Path directory;

  @Test
  void pageShowsTheFirstScreenAndDrawsEveryPictureWithoutAnError() throws Exception {
    Path page = page(NATURAL_DROP);
    Path picture = directory.resolve("page.png");

    Browser.Output shown = browser().open(page, WHOLE_PAGE, "--dump-dom");

    assertThat(shown.console()).isEmpty();
    String content = withoutScripts(shown.out());
    assertThat(content)
        .contains("Likely a device on the path keeps closed sessions for")
        .contains("data-ready=\"true\"")
        .contains("69 of 480 connects failed");
    assertThat(sections(content)).hasSizeGreaterThanOrEqualTo(8).allSatisfy(HtmlPageIT::isDrawn);

    browser().open(page, "--window-size=1280,1400", "--screenshot=" + picture);
    assertThat(colours(ImageIO.read(picture.toFile()))).isGreaterThan(50);
  }

  @Test
  void tableAndPictureCountTheSameConnects() throws Exception {
    Path page = page(NATURAL_DROP);
    String content = withoutScripts(browser().open(page, "--dump-dom").out());

    List<long[]> rows =
        Pattern.compile("ago</th><td class=\"number\">([0-9]+) of ([0-9]+)</td>")
            .matcher(content)
            .results()
            .map(row -> new long[] {number(row, 1), number(row, 2)})
            .toList();
    Matcher below =
        Pattern.compile("again within [0-9.]+ s failed in ([0-9]+) of ([0-9]+)").matcher(content);

    assertThat(below.find()).isTrue();
    assertThat(rows.get(0)[0] + rows.get(1)[0]).isEqualTo(number(below.toMatchResult(), 1));
    assertThat(rows.get(0)[1] + rows.get(1)[1]).isEqualTo(number(below.toMatchResult(), 2));
  }

  @Test
  void printedPageTakesFourSheetsAtMost() throws Exception {
    printsOnFourSheets(page(NATURAL_DROP));
  }

  @Test
  void printedPageTakesFourSheetsAtMostWithCapturesAndALog() throws Exception {
    Path captured = NATURAL_DROP.resolveSibling("captured");
    printsOnFourSheets(
        page(
            captured,
            "--capture=client=" + captured.resolve("client.pcap.gz"),
            "--capture=server=" + captured.resolve("server.pcap.gz"),
            "--firewall-log=" + captured.resolve("firewall.log")));
  }

  private void printsOnFourSheets(Path page) throws Exception {
    Path sheets = directory.resolve("page.pdf");

    browser().open(page, "--print-to-pdf=" + sheets);

    String pdf = new String(Files.readAllBytes(sheets), StandardCharsets.ISO_8859_1);
    assertThat(Pattern.compile("/Type\\s*/Page\\b").matcher(pdf).results().count())
        .isBetween(1L, 4L);
  }

  @Test
  void markupInARecordingStaysText() throws Exception {
    Path recording = directory.resolve("hostile.jfr");
    Scenario.write(recording, () -> Scenario.hostile(HOSTILE));

    Browser.Output shown = browser().open(page(recording), WHOLE_PAGE, "--dump-dom");

    assertThat(shown.console()).isEmpty();
    assertThat(shown.out())
        .contains("<title>Tuplewatch: source-port reuse</title>")
        .contains("data-ready=\"true\"")
        .contains("&lt;script&gt;")
        .doesNotContain("<script>document.title", "id=\"owned\"", "<svg onload=\"");
  }

  private Browser browser() throws IOException {
    return Browser.find(Files.createTempDirectory(directory, "run"));
  }

  private Path page(Path recording, String... more) throws IOException, InterruptedException {
    Path page = directory.resolve("report.html");
    List<String> arguments =
        new ArrayList<>(List.of("analyze", "--firewall-timeout", "5s", "--html", page.toString()));
    arguments.addAll(List.of(more));
    arguments.add(recording.toString());
    Process process = Tool.start(arguments.toArray(String[]::new));
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return page;
  }

  private static String withoutScripts(String page) {
    return page.replaceAll("(?s)<script.*?</script>", "");
  }

  private static List<String> sections(String content) {
    return Pattern.compile("(?s)<section .*?</section>")
        .matcher(content)
        .results()
        .map(MatchResult::group)
        .filter(section -> section.contains("<figure"))
        .toList();
  }

  /** A picture is a drawing, or a table with bars. */
  private static void isDrawn(String section) {
    assertThat(section).containsAnyOf("<canvas", "<svg", "class=\"bars\"");
  }

  private static long number(MatchResult found, int group) {
    return Long.parseLong(found.group(group));
  }

  private static long colours(BufferedImage image) {
    return IntStream.range(0, image.getWidth() * image.getHeight())
        .map(at -> image.getRGB(at % image.getWidth(), at / image.getWidth()))
        .distinct()
        .count();
  }
}

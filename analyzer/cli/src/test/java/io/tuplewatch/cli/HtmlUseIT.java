package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.history.HistoryGenerator;
import io.tuplewatch.history.Setting;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The HTML report as somebody uses it in a browser. */
class HtmlUseIT {

  private static final Path SAMPLES = Path.of("../../samples/recordings");

  /** Draws every chart, and says how many colours each has. */
  private static final String CHARTS =
      "(async () => { const found = [];"
          + " for (const node of document.querySelectorAll('.chart')) {"
          + "  node.scrollIntoView({behavior: 'instant'});"
          + "  for (let i = 0; i < 200 && node.dataset.drawn !== 'true'; i++)"
          + "   await new Promise(done => setTimeout(done, 20));"
          + "  await new Promise(done => requestAnimationFrame(() => setTimeout(done, 50)));"
          + "  const drawn = node.querySelector('canvas');"
          + "  const copy = new OffscreenCanvas(drawn.width, drawn.height);"
          + "  const context = copy.getContext('2d', {willReadFrequently: true});"
          + "  context.drawImage(drawn, 0, 0);"
          + "  const pixels = context.getImageData(0, 0, drawn.width, drawn.height);"
          + "  found.push(new Set(new Uint32Array(pixels.data.buffer)).size); }"
          + " return found.join(' '); })()";

  /** What makes the page wider than its window. */
  private static final String TOO_WIDE =
      "document.documentElement.scrollWidth <= innerWidth ? ''"
          + " : document.documentElement.scrollWidth + ' ' + [...document.querySelectorAll('*')]"
          + ".filter(node => node.getBoundingClientRect().right > innerWidth"
          + "  && !node.closest('.scroll, .sequence'))"
          + ".map(node => node.tagName + '.' + node.getAttribute('class')).join(' ')";

  @TempDir private Path directory;
  private BrowserTab tab;

  @BeforeEach
  void open() throws Exception {
    tab = BrowserTab.start(Files.createDirectory(directory.resolve("browser")));
  }

  @AfterEach
  void close() {
    tab.close();
  }

  @Test
  void filterAndSortDoWhatTheySay() throws Exception {
    tab.open(page(SAMPLES.resolve("natural-drop")));

    assertThat(status()).isEqualTo("69 rows");
    assertThat(tab.evaluate(filter("40678"))).isEqualTo("2 of 69 rows");
    assertThat(ports()).containsOnly("40678");
    assertThat(tab.evaluate(filter("no such thing"))).isEqualTo("0 of 69 rows");
    assertThat(tab.evaluate(filter(""))).isEqualTo("69 rows");

    press("Port");
    assertThat(ports()).hasSize(25).isSorted();
    press("Port");
    assertThat(ports()).isSortedAccordingTo((a, b) -> b.compareTo(a));
    assertThat(tab.evaluate("document.querySelector('#failures [aria-sort]').ariaSort"))
        .isEqualTo("descending");
  }

  /** One path of so many crosses would keep the browser from answering for minutes. */
  @Test
  void pageOfTensOfThousandsOfFailuresAnswersAndDrawsThemAll() throws Exception {
    Setting deadPaths =
        Setting.quiet(5).to(20).at(20).lasting(Duration.ofSeconds(100)).badPaths(.9, Duration.ZERO);
    HistoryGenerator.play(deadPaths).write(directory);

    tab.open(page(directory.resolve("jvm-1.jfr")));

    assertThat(status()).matches("3[0-9],[0-9]{3} rows");
    assertThat(Arrays.stream(tab.evaluate(CHARTS).split(" ", -1)).map(Integer::valueOf))
        .allMatch(colours -> colours > 8);
    assertThat(tab.evaluate(filter("no such thing"))).startsWith("0 of 3");
  }

  @Test
  void timesAreUtcAndOfTheBrowsersZoneOnDemand() throws Exception {
    tab.zone("Asia/Tokyo");
    tab.open(page(SAMPLES.resolve("natural-drop")));
    String facts = "document.querySelector('.facts').textContent";
    String cell = "document.querySelector('#failures tbody td').textContent";

    assertThat(tab.evaluate(facts)).contains("14:46:21").contains("UTC");
    assertThat(tab.evaluate(cell)).contains("14:46:24");

    tab.evaluate("(document.querySelector('.buttons button').click(), '')");

    assertThat(tab.evaluate(facts)).contains("23:46:21").doesNotContain("UTC");
    assertThat(tab.evaluate(cell)).contains("23:46:24");
  }

  @ParameterizedTest
  @ValueSource(ints = {1280, 768, 390})
  void everyChartIsDrawnAtEveryWidthInLightAndInDark(int width) throws Exception {
    tab.size(width, 900);
    tab.open(page(SAMPLES.resolve("natural-drop")));

    for (String scheme : List.of("light", "dark")) {
      tab.colourScheme(scheme);
      assertThat(Arrays.stream(tab.evaluate(CHARTS).split(" ", -1)).map(Integer::valueOf))
          .hasSizeGreaterThanOrEqualTo(5)
          .allMatch(colours -> colours > 8);
      assertThat(tab.evaluate(TOO_WIDE)).isEmpty();
      boolean dark = brightness(tab.screenshot()) < 0.4;
      assertThat(dark).isEqualTo(scheme.equals("dark"));
    }
    assertThat(tab.console()).isEmpty();
    assertThat(tab.requests()).allMatch(asked -> asked.matches("(file|data|blob):.*"));
  }

  @Test
  void printedFromADarkPageItIsLightAndTakesFourSheetsAtMost() throws Exception {
    tab.colourScheme("dark");
    tab.open(page(SAMPLES.resolve("natural-drop")));

    String pdf = new String(tab.pdf(), StandardCharsets.ISO_8859_1);

    assertThat(Pattern.compile("/Type\\s*/Page\\b").matcher(pdf).results().count())
        .isBetween(1L, 4L);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\" onmouseover=alert(1) x=\"",
        "\u202Egpj.exe\u2066\u200F",
        "=HYPERLINK(\"http://x\",1)",
        "\u001B[2J\u001B]0;owned\u0007",
        "{a|b}${x}`<b>`</textarea>",
        "javascript:alert(1)"
      })
  void hostileTextsStayTexts(String text) throws Exception {
    Path recording = directory.resolve("hostile.jfr");
    Scenario.write(recording, () -> Scenario.hostile(text + "\u0000" + "A".repeat(10_000)));

    tab.size(390, 900);
    tab.open(page(recording));

    assertThat(tab.evaluate(CHARTS)).isNotEmpty();
    assertThat(tab.evaluate("document.body.innerText"))
        .doesNotContain("\u202E", "\u001B", "\u2066");
    assertThat(
            tab.evaluate("String(document.querySelectorAll('[onmouseover], b b, script').length)"))
        .isEqualTo("3");
    assertThat(tab.evaluate(TOO_WIDE)).isEmpty();
    assertThat(tab.console()).isEmpty();
    assertThat(tab.requests()).allMatch(asked -> asked.matches("(file|data|blob):.*"));
  }

  private String status() throws Exception {
    return tab.evaluate("document.querySelector('#failures .status').textContent");
  }

  private static String filter(String text) {
    return "(() => { const table = document.getElementById('failures');"
        + " const input = table.querySelector('input'); input.value = '"
        + text
        + "'; input.dispatchEvent(new Event('input'));"
        + " return table.querySelector('.status').textContent; })()";
  }

  private void press(String column) throws Exception {
    tab.evaluate(
        "([...document.querySelectorAll('#failures thead button')]"
            + ".find(button => button.textContent === '"
            + column
            + "').click(), '')");
  }

  /** Of the rows that are shown. */
  private List<String> ports() throws Exception {
    String shown =
        tab.evaluate(
            "(() => { const table = document.getElementById('failures');"
                + " const at = [...table.querySelectorAll('thead th')]"
                + ".findIndex(head => head.textContent === 'Port');"
                + " return [...table.querySelectorAll('tbody tr')]"
                + ".map(row => row.children[at].textContent).join(' '); })()");
    return List.of(shown.split(" ", -1));
  }

  private static double brightness(byte[] png) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(png));
    long sum = 0;
    for (int x = 0; x < image.getWidth(); x++) {
      sum += (image.getRGB(x, image.getHeight() / 2) >> 8) & 0xFF;
    }
    return sum / 255.0 / image.getWidth();
  }

  private Path page(Path recording) {
    Path page = directory.resolve("report.html");
    StringWriter said = new StringWriter();
    int exit =
        Tuplewatch.commandLine()
            .setOut(new PrintWriter(said, true))
            .setErr(new PrintWriter(said, true))
            .execute("analyze", recording.toString(), "--html", page.toString());
    assertThat(exit).as(said.toString()).isZero();
    return page;
  }
}

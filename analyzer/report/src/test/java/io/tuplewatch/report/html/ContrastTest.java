package io.tuplewatch.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The page's colours against Web Content Accessibility Guidelines 2.2, level AA: text 4.5 to 1
 * (criterion 1.4.3), what is drawn 3 to 1 (1.4.11). Lines between rows and of the grid may be
 * fainter: nothing is told by them.
 */
class ContrastTest {

  private static final Pattern COLOUR = Pattern.compile("--([a-z]+): (#[0-9a-f]{6});");

  @ParameterizedTest
  @ValueSource(strings = {":root {", ":root[data-theme=\"dark\"] {"})
  void textStandsOutFromEverythingItIsPrintedOn(String theme) throws IOException {
    Map<String, String> colours = colours(theme);

    for (String text : new String[] {"ink", "muted", "link"}) {
      for (String ground : new String[] {"bg", "surface"}) {
        assertThat(contrast(colours, text, ground)).as(text + " on " + ground).isGreaterThan(4.5);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {":root {", ":root[data-theme=\"dark\"] {"})
  void whatIsDrawnStandsOutFromItsPanel(String theme) throws IOException {
    Map<String, String> colours = colours(theme);

    assertThat(colours.keySet())
        .filteredOn(name -> !name.matches("bg|surface|line|grid"))
        .hasSizeGreaterThan(12)
        .allSatisfy(
            name ->
                assertThat(contrast(colours, name, "surface")).as(name).isGreaterThanOrEqualTo(3));
  }

  private static Map<String, String> colours(String theme) throws IOException {
    String style = Page.resource("page.css");
    int from = style.indexOf(theme);
    assertThat(from).isNotNegative();
    return COLOUR
        .matcher(style.substring(from, style.indexOf('}', from)))
        .results()
        .collect(Collectors.toMap(colour -> colour.group(1), (MatchResult c) -> c.group(2)));
  }

  private static double contrast(Map<String, String> colours, String one, String other) {
    double a = luminance(colours.get(one));
    double b = luminance(colours.get(other));
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  /** As the guidelines define it. */
  private static double luminance(String colour) {
    return 0.2126 * channel(colour, 1) + 0.7152 * channel(colour, 3) + 0.0722 * channel(colour, 5);
  }

  private static double channel(String colour, int at) {
    double value = Integer.parseInt(colour.substring(at, at + 2), 16) / 255.0;
    return value <= 0.04045 ? value / 12.92 : Math.pow((value + 0.055) / 1.055, 2.4);
  }
}

package io.tuplewatch.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class EmbeddedPageTest {

  private static final String HOSTILE =
      "</script><script>alert(1)</script><!-- \u2028\u2029 ' \" & \u202Egpj \u200F=HYPERLINK()";

  @Test
  void theChartLibraryIsTheOneThatWasPublished() throws Exception {
    byte[] library =
        Page.resource("echarts/echarts.common.min.js").getBytes(StandardCharsets.UTF_8);
    assertThat(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(library)))
        .isEqualTo("61f13280aba3161f77fc801bf5f9c786f55f10432153a0683fc5cc0700b013d5");
  }

  @Test
  void hostileTextEndsNoElementAndComesBackAsItWas() throws IOException {
    String data = element("<script type=\"application/json\" id=\"data\">", page());

    assertThat(data).matches("[\\x20-\\x7E]*").doesNotContainPattern("[<>&']");
    assertThat(text(data)).isEqualTo(HOSTILE);
  }

  @Test
  void thePolicyNamesStyleAndScriptsByTheirHashesAndAllowsNothingElse() throws IOException {
    String page = page();
    Matcher policy =
        Pattern.compile("Content-Security-Policy\" content=\"([^\"]*)\"").matcher(page);

    assertThat(policy.find()).isTrue();
    assertThat(policy.group(1))
        .startsWith("default-src 'none'; script-src 'sha256-")
        .contains(Page.hash(element("<style>", page)))
        .contains(Page.hash(element("<script>", page)))
        .contains(
            Page.hash(element("</script>\n<script>", page.substring(page.indexOf("<script>")))))
        .doesNotContain("unsafe", "http", "*");
  }

  private static String page() throws IOException {
    StringWriter out = new StringWriter();
    Page.write("Title", Map.of("text", json -> json.writeString(HOSTILE)), out);
    return out.toString();
  }

  /** What stands between a start tag and the next end tag of script or style. */
  private static String element(String start, String page) {
    int from = page.indexOf(start) + start.length();
    Matcher end = Pattern.compile("</(script|style)>").matcher(page);
    assertThat(end.find(from)).isTrue();
    return page.substring(from, end.start());
  }

  private static String text(String data) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(data)) {
      String text = "";
      while (parser.nextToken() != null) {
        text = parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : text;
      }
      return text;
    }
  }
}

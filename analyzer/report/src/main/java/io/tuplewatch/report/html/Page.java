package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.report.Glossary;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The file: style, scripts and data in one document that asks for nothing else. Its content
 * security policy names the style and the scripts by their hashes, and lets nothing in from
 * anywhere.
 */
final class Page {

  private static final String CHARTS = "echarts/echarts.common.min.js";
  private static final List<String> SCRIPTS =
      List.of(
          "dom.js",
          "format.js",
          "theme.js",
          "charts.js",
          "pictures.js",
          "card.js",
          "bars.js",
          "sequence.js",
          "tables.js",
          "page.js");

  private Page() {}

  /**
   * Writes the page and flushes; {@code out} stays open.
   *
   * @param title plain text, not from a recording
   * @param parts by the names that the script knows, in any order
   */
  static void write(String title, Map<String, Part> parts, Writer out) throws IOException {
    String style = resource("page.css");
    String charts = resource(CHARTS);
    String script = script();
    String skeleton = resource("page.html");
    String page =
        skeleton
            .replace("{{title}}", title)
            .replace("{{style-hash}}", hash(style))
            .replace("{{charts-hash}}", hash(charts))
            .replace("{{script-hash}}", hash(script));
    int at = 0;
    for (String placeholder : List.of("{{style}}", "{{data}}", "{{charts}}", "{{script}}")) {
      int next = page.indexOf(placeholder);
      out.append(page, at, next);
      switch (placeholder) {
        case "{{style}}" -> out.write(style);
        case "{{data}}" -> writeData(title, parts, out);
        case "{{charts}}" -> out.write(charts);
        default -> out.write(script);
      }
      at = next + placeholder.length();
    }
    out.append(page, at, page.length());
    out.flush();
  }

  private static void writeData(String title, Map<String, Part> parts, Writer out)
      throws IOException {
    try (JsonGenerator json = EmbeddedJson.generator(out)) {
      json.writeStartObject();
      json.writeStringField("title", title);
      writeGlossary(json);
      for (Map.Entry<String, Part> part : parts.entrySet()) {
        json.writeFieldName(part.getKey());
        part.getValue().write(json);
      }
      json.writeEndObject();
    }
  }

  private static void writeGlossary(JsonGenerator json) throws IOException {
    json.writeObjectFieldStart("glossary");
    for (Glossary.Entry entry : Glossary.entries()) {
      json.writeStringField(entry.word().toLowerCase(Locale.ROOT), entry.meaning());
    }
    json.writeEndObject();
  }

  private static String script() throws IOException {
    StringBuilder script = new StringBuilder("\"use strict\";\n(() => {\n");
    for (String file : SCRIPTS) {
      script.append(resource(file));
    }
    return script.append("})();\n").toString();
  }

  /** The hash as the policy names it. Browsers hash what they see, which has line feeds only. */
  static String hash(String content) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(content.getBytes(StandardCharsets.UTF_8));
      return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java platform has it
    }
  }

  /** Line ends are line feeds, as HTML parsers make them. */
  static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IOException("the jar lacks " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
    }
  }
}

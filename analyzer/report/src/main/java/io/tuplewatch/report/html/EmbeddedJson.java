package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.tuplewatch.report.AsciiEscapes;
import java.io.IOException;
import java.io.Writer;

/**
 * JSON that can stand inside a script element: ASCII only, so that U+2028 and U+2029 are escaped as
 * well, and without the characters that end the element or begin a comment.
 */
final class EmbeddedJson {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .characterEscapes(new AsciiEscapes('<', '>', '&', '\''))
          .build();

  private EmbeddedJson() {}

  /** Closing it leaves {@code out} open. */
  static JsonGenerator generator(Writer out) throws IOException {
    return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }
}

package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.Writer;
import java.util.Collection;

/** JSON that is ASCII only, so that no text of others can act on a terminal. Thread-safe. */
public final class AsciiJson {

  private static final JsonFactory FACTORY =
      new JsonFactoryBuilder()
          .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
          .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
          .characterEscapes(new AsciiEscapes())
          .build();

  private AsciiJson() {}

  /** Documents with a line for each value. Closing it leaves {@code out} open. */
  public static JsonGenerator generator(Writer out) throws IOException {
    return oneLine(out).useDefaultPrettyPrinter();
  }

  /** Documents of one line. Closing it leaves {@code out} open. */
  static JsonGenerator oneLine(Writer out) throws IOException {
    return FACTORY.createGenerator(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
  }

  /** Writes an array of texts as a field of the object that is being written. */
  public static void writeTexts(JsonGenerator json, String field, Collection<String> texts)
      throws IOException {
    json.writeFieldName(field);
    json.writeArray(texts.toArray(new String[0]), 0, texts.size());
  }
}

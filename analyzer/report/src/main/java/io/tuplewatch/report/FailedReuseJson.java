package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonGenerator;
import io.tuplewatch.reuse.ClassifiedUse;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;

/** One failed early reuse as a JSON document of one line, for other programs. */
public final class FailedReuseJson {

  private static final int SCHEMA_VERSION = 1;

  private FailedReuseJson() {}

  /**
   * Who connected, and {@code reuse} with the fields that a reuse has in the report.
   *
   * @param pid of the JVM, as seen from here
   * @param name of the JVM
   */
  public static String of(long pid, String name, ClassifiedUse reuse) {
    StringWriter text = new StringWriter();
    try (JsonGenerator json = AsciiJson.oneLine(text)) {
      json.writeStartObject();
      json.writeNumberField("schemaVersion", SCHEMA_VERSION);
      json.writeNumberField("pid", pid);
      json.writeStringField("name", name);
      json.writeFieldName("reuse");
      new ReusesJson(json, new JsonValues(json)).writeReuse(reuse);
      json.writeEndObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return text.append('\n').toString();
  }
}

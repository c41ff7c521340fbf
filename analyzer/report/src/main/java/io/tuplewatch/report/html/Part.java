package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;

/** A picture or another part of the page. */
interface Part {

  /** Writes one JSON value: what the page's script makes the part from. */
  void write(JsonGenerator json) throws IOException;
}

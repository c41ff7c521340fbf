package io.tuplewatch.report.html;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Rows that the page shows, sorts and filters, written column by column. */
final class Table implements Part {

  private final String title;
  private final String note;
  private final List<Column> columns = new ArrayList<>();

  /**
   * @param note what the rows are, and what was left out; may be empty
   */
  Table(String title, String note) {
    this.title = title;
    this.note = note;
  }

  /** A further column, to be filled with one value for each row. */
  Column column(String key, String label, Column.Type type, String help) {
    Column column = new Column(key, label, type, help);
    columns.add(column);
    return column;
  }

  @Override
  public void write(JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("title", title);
    json.writeStringField("note", note);
    json.writeArrayFieldStart("columns");
    for (Column column : columns) {
      column.write(json);
    }
    json.writeEndArray();
    json.writeEndObject();
  }
}

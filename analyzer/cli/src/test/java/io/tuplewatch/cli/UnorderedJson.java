package io.tuplewatch.cli;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A JSON text whose lists are sorted by what they hold: equal texts differ in order at most. */
final class UnorderedJson {

  private UnorderedJson() {}

  static String of(String text) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(text)) {
      parser.nextToken();
      return value(parser);
    }
  }

  private static String value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> fields(parser).toString();
      case START_ARRAY -> elements(parser).stream().sorted().toList().toString();
      case VALUE_STRING -> '"' + parser.getText() + '"';
      default -> parser.getText();
    };
  }

  private static Map<String, String> fields(JsonParser parser) throws IOException {
    Map<String, String> fields = new TreeMap<>();
    for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
      parser.nextToken();
      fields.put(name, value(parser));
    }
    return fields;
  }

  private static List<String> elements(JsonParser parser) throws IOException {
    List<String> elements = new ArrayList<>();
    while (!parser.nextToken().isStructEnd()) {
      elements.add(value(parser));
    }
    return elements;
  }
}

package io.tuplewatch.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** All values of a JSON text, by pointer; and as bags of numbers and texts. */
final class JsonContents {

  final Map<String, Double> byPointer = new HashMap<>();
  final List<Double> numbers = new ArrayList<>();
  final List<String> texts = new ArrayList<>();

  static JsonContents of(String text) throws IOException {
    JsonContents contents = new JsonContents();
    try (JsonParser json = new JsonFactory().createParser(text)) {
      while (json.nextToken() != null) {
        switch (json.currentToken()) {
          case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> {
            contents.numbers.add(json.getDoubleValue());
            contents.byPointer.put(
                json.getParsingContext().pathAsPointer().toString(), json.getDoubleValue());
          }
          case VALUE_STRING -> contents.texts.add(json.getText());
          default -> {}
        }
      }
    }
    return contents;
  }

  double at(String pointer) {
    return byPointer.getOrDefault(pointer, Double.NaN);
  }

  boolean holds(double number) {
    return numbers.contains(number);
  }

  /** Whether a number is from {@code low} up to, but not including, {@code high}. */
  boolean between(double low, double high) {
    return numbers.stream().anyMatch(n -> n >= low && n < high);
  }

  /** Whether a text holds this one. */
  boolean says(String part) {
    return texts.stream().anyMatch(text -> text.contains(part));
  }
}

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Prints values of a JSON file: {@code Field FILE PATH...}, a path such as {@code
 * evidence.0.verdict}; a number in the place of a name is an element of an array. One line, a dash
 * for what is not there.
 */
final class Field {

  private Field() {}

  public static void main(String[] args) throws IOException {
    Object json;
    try (JsonParser parser = new JsonFactory().createParser(Path.of(args[0]).toFile())) {
      parser.nextToken();
      json = Analysis.value(parser);
    }
    StringBuilder line = new StringBuilder();
    for (int i = 1; i < args.length; i++) {
      Object value = json;
      for (String step : args[i].split("\\.")) {
        value = step(value, step);
      }
      line.append(i == 1 ? "" : " ").append(value == null ? "-" : value);
    }
    System.out.println(line);
  }

  private static Object step(Object value, String name) {
    if (value instanceof Map<?, ?> object) {
      return object.get(name);
    }
    if (value instanceof List<?> list) {
      int index = Integer.parseInt(name);
      return index < list.size() ? list.get(index) : null;
    }
    return null;
  }
}

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What {@code tuplewatch analyze --json} says, as far as it is compared. */
record Analysis(
    Map<String, Object> summary,
    List<Reuse> reuses,
    boolean truncated,
    List<Failure> failures,
    List<Lifetime> lifetimes) {

  /**
   * A listed reuse.
   *
   * @param start of the connect, ns since the epoch
   * @param attempt its duration, ns
   */
  record Reuse(
      String remote,
      int localPort,
      long start,
      long attempt,
      long idle,
      boolean early,
      boolean failedEarlyReuse) {

    private static Reuse of(Map<String, Object> json) {
      Instant time = Instant.parse((String) json.get("time"));
      return new Reuse(
          json.get("address") + ":" + integer(json, "port"),
          (int) integer(json, "localPort"),
          time.getEpochSecond() * 1_000_000_000L + time.getNano(),
          nanos(json, "attemptMs"),
          nanos(json, "idleMs"),
          "early".equals(json.get("kind")),
          Boolean.TRUE.equals(json.get("failedEarlyReuse")));
    }
  }

  /**
   * A failure and the cause that the analyzer names.
   *
   * @param use as a reuse, of which only tuple and time are known
   */
  record Failure(Reuse use, String cause) {

    private static Failure of(Map<String, Object> json) {
      return new Failure(Reuse.of(json), (String) json.get("cause"));
    }
  }

  /**
   * The estimated lifetime of sessions toward one destination.
   *
   * @param low ns; 0 if none was found
   * @param high ns; Long.MAX_VALUE if there is no upper end
   */
  record Lifetime(boolean found, long low, long high) {

    private static Lifetime of(Map<String, Object> evidence) {
      Map<String, Object> json = object(evidence.get("lifetime"));
      boolean found = !"NONE_FOUND".equals(json.get("answer"));
      long high = json.get("highMs") == null ? Long.MAX_VALUE : nanos(json, "highMs");
      return new Lifetime(found, nanos(json, "lowMs"), high);
    }

    /** "4.95 to 5.05", "4.95 or more". */
    String seconds() {
      String from = String.format("%.2f", low / 1e9);
      return high == Long.MAX_VALUE
          ? from + " or more"
          : from + String.format(" to %.2f", high / 1e9);
    }
  }

  /** A count of the summary. */
  long count(String name) {
    return integer(summary, name);
  }

  /** A count of the attempts apart. */
  long apart(String name) {
    return integer(object(summary.get("apart")), name);
  }

  static Analysis read(Path file) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      parser.nextToken();
      Map<String, Object> json = object(value(parser));
      List<Reuse> reuses = list(json.get("reuses")).stream().map(r -> Reuse.of(object(r))).toList();
      boolean truncated = Boolean.TRUE.equals(json.get("reusesTruncated"));
      return new Analysis(
          object(json.get("summary")),
          reuses,
          truncated,
          list(json.get("failures")).stream().map(f -> Failure.of(object(f))).toList(),
          list(json.get("evidence")).stream().map(e -> Lifetime.of(object(e))).toList());
    }
  }

  /** The failures as they stand in the document. */
  static List<Map<String, Object>> failuresOf(Path file) throws IOException {
    try (JsonParser parser = new JsonFactory().createParser(file.toFile())) {
      parser.nextToken();
      return list(object(value(parser)).get("failures")).stream().map(Analysis::object).toList();
    }
  }

  private static long integer(Map<String, Object> json, String name) {
    if (json.get(name) instanceof Number number) {
      return number.longValue();
    }
    throw new IllegalArgumentException("the analysis has no number " + name);
  }

  private static long nanos(Map<String, Object> json, String name) {
    return json.get(name) instanceof Number number ? Math.round(number.doubleValue() * 1e6) : 0;
  }

  static Object value(JsonParser parser) throws IOException {
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        Map<String, Object> object = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String name = parser.currentName();
          parser.nextToken();
          object.put(name, value(parser));
        }
        yield object;
      }
      case START_ARRAY -> {
        List<Object> array = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          array.add(value(parser));
        }
        yield array;
      }
      case VALUE_NUMBER_INT -> parser.getLongValue();
      case VALUE_NUMBER_FLOAT -> parser.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      case VALUE_NULL -> null;
      default -> parser.getText();
    };
  }

  @SuppressWarnings("unchecked") // JSON objects are read as such maps, above
  static Map<String, Object> object(Object json) {
    return (Map<String, Object>) json;
  }

  @SuppressWarnings("unchecked")
  static List<Object> list(Object json) {
    return (List<Object>) json;
  }
}

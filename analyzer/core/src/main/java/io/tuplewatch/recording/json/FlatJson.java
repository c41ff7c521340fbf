package io.tuplewatch.recording.json;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/**
 * Reads one line of JSON as the agent writes it: an object of texts, whole numbers, true and false.
 * Anything else is an error. Not thread-safe.
 */
final class FlatJson {

  private static final int MAX_FIELDS = 100;

  private final String line;
  private int at;

  private FlatJson(String line) {
    this.line = line;
  }

  /** Values are String, Long or Boolean. */
  static Map<String, Object> parse(String line) throws IOException {
    FlatJson json = new FlatJson(line);
    Map<String, Object> fields = json.object();
    json.skipSpace();
    if (json.at != line.length()) {
      throw json.unexpected();
    }
    return fields;
  }

  private Map<String, Object> object() throws IOException {
    Map<String, Object> fields = new HashMap<>();
    expect('{');
    do {
      String name = text();
      expect(':');
      fields.put(name, value());
      skipSpace();
    } while (fields.size() < MAX_FIELDS && skip(','));
    expect('}');
    return fields;
  }

  private Object value() throws IOException {
    skipSpace();
    if (at < line.length() && line.charAt(at) == '"') {
      return text();
    }
    int start = at;
    while (at < line.length() && ",} \t".indexOf(line.charAt(at)) < 0) {
      at++;
    }
    String word = line.substring(start, at);
    if (word.equals("true") || word.equals("false")) {
      return word.equals("true");
    }
    try {
      return Long.valueOf(word);
    } catch (NumberFormatException e) {
      throw unexpected();
    }
  }

  private String text() throws IOException {
    expect('"');
    StringBuilder text = new StringBuilder();
    while (at < line.length() && line.charAt(at) != '"') {
      char c = line.charAt(at++);
      text.append(c == '\\' ? escaped() : c);
    }
    expect('"');
    return text.toString();
  }

  private char escaped() throws IOException {
    char c = at < line.length() ? line.charAt(at++) : 0;
    if (c == '"' || c == '\\' || c == '/') {
      return c;
    }
    if (c != 'u' || at + 4 > line.length()) {
      throw unexpected();
    }
    try {
      int code = Integer.parseInt(line, at, at + 4, 16);
      at += 4;
      return (char) code;
    } catch (NumberFormatException e) {
      throw unexpected();
    }
  }

  private void expect(char c) throws IOException {
    skipSpace();
    if (!skip(c)) {
      throw unexpected();
    }
  }

  private boolean skip(char c) {
    boolean there = at < line.length() && line.charAt(at) == c;
    at += there ? 1 : 0;
    return there;
  }

  private void skipSpace() {
    while (at < line.length() && line.charAt(at) <= ' ') {
      at++;
    }
  }

  private IOException unexpected() {
    return new IOException("is not as the agent writes it, at column " + (at + 1));
  }
}

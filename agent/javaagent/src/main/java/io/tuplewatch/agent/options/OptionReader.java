package io.tuplewatch.agent.options;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code key=value} pairs, later ones winning: from the file that {@code config} names (one a
 * line, # for comments; its first 64 KB), from the environment, from the agent's argument (commas
 * between). What is not understood becomes a warning, never a failure: a typo must not stop an
 * application.
 */
public final class OptionReader {

  /** The environment's options, written as the agent's argument. */
  public static final String VARIABLE = "TUPLEWATCH_AGENT_OPTIONS";

  private static final String KNOWN =
      "config, record, while-locked, maxage, maxsize, format, events, firewall-timeout, to, closes,"
          + " stacktrace, lastuses, netty, jmx, log";
  private static final WrittenEvents[] EVENTS = {
    WrittenEvents.ALL, WrittenEvents.SUSPICIOUS, WrittenEvents.FAILURES
  };
  private static final int LONGEST_ECHO = 100;
  private static final int LONGEST_FILE = 64 * 1024;

  private final AgentOptions options = new AgentOptions();

  private OptionReader() {}

  /**
   * Reads all sources.
   *
   * @param argument the text after {@code -javaagent:tuplewatch-agent.jar=}, or null
   * @param variable the value of {@link #VARIABLE}, or null
   */
  public static AgentOptions read(@Nullable String argument, @Nullable String variable) {
    OptionReader reader = new OptionReader();
    String file = config(argument);
    reader.setFromFile(file == null ? config(variable) : file);
    reader.setAll(variable);
    reader.setAll(argument);
    return reader.options;
  }

  private static @Nullable String config(@Nullable String text) {
    String file = null;
    for (String pair : pairs(text)) {
      if (pair.startsWith("config=")) {
        file = pair.substring("config=".length());
      }
    }
    return file;
  }

  private static String[] pairs(@Nullable String text) {
    return text == null ? new String[0] : text.trim().split("\\s*,\\s*", -1);
  }

  private void setAll(@Nullable String text) {
    for (String pair : pairs(text)) {
      set(pair);
    }
  }

  private void setFromFile(@Nullable String file) {
    if (file == null) {
      return;
    }
    try {
      for (String line : start(file).split("\\R", -1)) {
        if (!line.trim().startsWith("#")) {
          set(line.trim());
        }
      }
    } catch (IOException e) {
      options.warnings.add("config file " + echo(file) + " is ignored: it cannot be read");
    }
  }

  private static String start(String file) throws IOException {
    byte[] bytes = new byte[LONGEST_FILE];
    try (InputStream in = new FileInputStream(file)) {
      int length = 0;
      int n = in.read(bytes);
      while (n > 0) {
        length += n;
        n = in.read(bytes, length, bytes.length - length);
      }
      return new String(bytes, 0, length, StandardCharsets.UTF_8);
    }
  }

  private void set(String pair) {
    if (pair.isEmpty()) {
      return;
    }
    int equals = pair.indexOf('=');
    String key = pair.substring(0, Math.max(0, equals)).trim();
    try {
      if (!set(key, pair.substring(equals + 1).trim())) {
        ignore(pair, "known: " + KNOWN);
      }
    } catch (IllegalArgumentException e) {
      ignore(pair, String.valueOf(e.getMessage()));
    }
  }

  private void ignore(String pair, String reason) {
    options.warnings.add("option \"" + echo(pair) + "\" is ignored; " + reason);
  }

  private static String echo(String text) {
    return text.length() > LONGEST_ECHO ? text.substring(0, LONGEST_ECHO) + "..." : text;
  }

  /** False if there is no such option. */
  private boolean set(String key, String value) {
    switch (key) {
      case "config":
        return true;
      case "log":
        options.verbose = oneOf(value, "normal", "verbose") == 1;
        return true;
      case "events":
        options.events = EVENTS[oneOf(value, "all", "suspicious", "failures")];
        return true;
      case "firewall-timeout":
        options.firewallTimeoutMillis = Amounts.millis(value);
        return true;
      case "to":
        options.destinations.add(DestinationRule.parse(value));
        options.destinationTexts.add(value);
        return true;
      case "closes":
        options.closes = oneOf(value, "off", "on") == 1;
        return true;
      case "stacktrace":
        options.stackTrace = oneOf(value, "off", "on") == 1;
        return true;
      case "netty":
        options.netty = oneOf(value, "off", "on") == 1;
        return true;
      case "jmx":
        options.managed = oneOf(value, "off", "on") == 1;
        return true;
      case "lastuses":
        options.lastUsesBytes = Amounts.bytes(value);
        return true;
      default:
        return setRecording(key, value);
    }
  }

  private boolean setRecording(String key, String value) {
    switch (key) {
      case "record":
        options.recordFile = fileName(value);
        return true;
      case "while-locked":
        options.lockFile = fileName(value);
        return true;
      case "format":
        options.jsonLines = oneOf(value, "jfr", "jsonl") == 1;
        return true;
      case "maxage":
        options.maxAgeMillis = Amounts.millis(value);
        return true;
      case "maxsize":
        options.maxSizeBytes = Amounts.bytes(value);
        return true;
      default:
        return false;
    }
  }

  private static String fileName(String value) {
    if (value.isEmpty()) {
      throw new IllegalArgumentException("it takes a file name");
    }
    return value;
  }

  private static int oneOf(String value, String... choices) {
    StringBuilder known = new StringBuilder();
    for (int i = 0; i < choices.length; i++) {
      if (choices[i].equals(value.toLowerCase(Locale.ROOT))) {
        return i;
      }
      known.append(i == 0 ? "" : ", ").append(choices[i]);
    }
    throw new IllegalArgumentException("it takes one of " + known);
  }
}

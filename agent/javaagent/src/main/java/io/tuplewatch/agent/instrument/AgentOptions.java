package io.tuplewatch.agent.instrument;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options after {@code -javaagent:tuplewatch-agent.jar=}: {@code key=value} pairs with commas
 * between. What is not understood becomes a warning, never a failure: a typo must not stop an
 * application. Immutable.
 */
final class AgentOptions {

  private static final String KNOWN = "log=verbose|normal";
  private static final int LONGEST_ECHO = 100;

  private final List<String> warnings = new ArrayList<String>();
  private boolean verbose;

  private AgentOptions() {}

  static AgentOptions parse(@Nullable String text) {
    AgentOptions options = new AgentOptions();
    if (text != null) {
      for (String pair : text.split(",", -1)) {
        if (!pair.trim().isEmpty()) {
          options.set(pair.trim());
        }
      }
    }
    return options;
  }

  /** {@code log=verbose}: say on standard error what was instrumented and which errors occur. */
  boolean isVerbose() {
    return verbose;
  }

  /** One line per option that was not understood. */
  List<String> warnings() {
    return warnings;
  }

  private void set(String pair) {
    if (pair.equals("log=verbose") || pair.equals("log=normal")) {
      verbose = pair.equals("log=verbose");
    } else {
      String echo = pair.length() > LONGEST_ECHO ? pair.substring(0, LONGEST_ECHO) + "..." : pair;
      warnings.add("option \"" + echo + "\" is ignored; known: " + KNOWN);
    }
  }
}

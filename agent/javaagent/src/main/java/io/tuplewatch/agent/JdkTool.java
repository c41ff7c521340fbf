package io.tuplewatch.agent;

import java.util.regex.Pattern;

/**
 * Whether this JVM runs one of the JDK's own tools (jcmd, keytool, javac, ...). They inherit
 * JAVA_TOOL_OPTIONS, and nobody asks what they connect to.
 *
 * <p>Public because {@link AgentMain}, of the system loader, finds it in the bootstrap loader.
 */
public final class JdkTool {

  /**
   * With a module of the JDK before the class from 9 on; the launcher of Java sources is no tool.
   */
  private static final Pattern TOOL =
      Pattern.compile(
          "(?!(?:[\\w.]+/)?com\\.sun\\.tools\\.javac\\.launcher\\.)"
              + "(?:(?:java|jdk)\\.[\\w.]+/.*|(?:sun|com\\.sun\\.tools|jdk)\\..*)");

  private JdkTool() {}

  public static boolean isRunning() {
    try {
      String command = System.getProperty("sun.java.command", "");
      return isTool(command.trim().split("\\s+", 2)[0]);
    } catch (SecurityException e) {
      // Tools run without a security manager.
      return false;
    }
  }

  /**
   * @param mainClass as in sun.java.command: {@code module/class}, or {@code class}
   */
  static boolean isTool(String mainClass) {
    return TOOL.matcher(mainClass).matches();
  }
}

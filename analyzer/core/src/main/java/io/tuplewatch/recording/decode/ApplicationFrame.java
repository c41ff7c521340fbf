package io.tuplewatch.recording.decode;

import java.util.List;

/** Tells the application's frames of a stack from those of the JDK and of the agent. */
public final class ApplicationFrame {

  private static final List<String> NOT_APPLICATION =
      List.of(
          "java.",
          "javax.",
          "jdk.",
          "sun.",
          "com.sun.",
          "io.tuplewatch.agent.",
          "io.tuplewatch.events.");

  private ApplicationFrame() {}

  /** Whether a class, by its name with dots, is the application's. */
  public static boolean isOne(String className) {
    return NOT_APPLICATION.stream().noneMatch(className::startsWith);
  }
}

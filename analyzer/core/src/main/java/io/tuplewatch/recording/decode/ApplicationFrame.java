package io.tuplewatch.recording.decode;

import java.util.List;

/** Tells the application's frames of a stack from those of the JDK and of the agent. */
public final class ApplicationFrame {

  private static final List<String> JDK = List.of("java.", "javax.", "jdk.", "sun.", "com.sun.");
  private static final List<String> AGENT =
      List.of("io.tuplewatch.agent.", "io.tuplewatch.events.");

  private ApplicationFrame() {}

  /** Whether a class, by its name with dots, is the application's. */
  public static boolean isOne(String className) {
    return JDK.stream().noneMatch(className::startsWith) && !isAgent(className);
  }

  /**
   * Whether a class is one whose methods say where the application connects: those that the JVM
   * makes of lambda expressions, under another name in every run, do not.
   */
  public static boolean isCallSite(String className) {
    return isOne(className) && !isMadeOfLambda(className);
  }

  /**
   * Whether a class is one that the JVM makes of a lambda expression, a method reference or a
   * method handle. Its frames are hidden ones, which a stack trace of an exception leaves out.
   */
  static boolean isMadeOfLambda(String className) {
    return className.contains("$$Lambda") || className.startsWith("java.lang.invoke.LambdaForm$");
  }

  /** Whether a class is the agent's. */
  static boolean isAgent(String className) {
    return AGENT.stream().anyMatch(className::startsWith);
  }
}

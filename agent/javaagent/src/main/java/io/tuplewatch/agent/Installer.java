package io.tuplewatch.agent;

import java.lang.instrument.Instrumentation;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The instrumentation's side, as the boot path sees it: an interface, since the first reflective
 * calls of a JVM cost it tens of milliseconds. Called by one thread at a time.
 */
public interface Installer {

  /**
   * Reads the options, starts recording and weaves the socket classes.
   *
   * @param options the text after {@code -javaagent:tuplewatch-agent.jar=}, or null
   * @param version of the agent's jar
   */
  void install(@Nullable String options, Instrumentation instrumentation, String version);

  /** The classes are what they were before, and nothing is recorded any more. */
  void uninstall();

  /** The fields of {@code AgentStatus}, by name, and {@code recording}; empty if detached. */
  Map<String, Object> status();
}

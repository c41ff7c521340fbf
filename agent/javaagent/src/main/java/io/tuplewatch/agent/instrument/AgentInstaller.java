package io.tuplewatch.agent.instrument;

import io.tuplewatch.agent.boot.AgentLog;
import io.tuplewatch.agent.boot.SocketHooks;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Installs the agent in this JVM. Entered once, by reflection, from the start class. */
public final class AgentInstaller {

  private AgentInstaller() {}

  /**
   * Reads the options, weaves the socket classes and starts following the flight recorder.
   *
   * @param options the text after {@code -javaagent:tuplewatch-agent.jar=}, or null
   */
  public static void install(@Nullable String options, Instrumentation instrumentation) {
    AgentOptions parsed = AgentOptions.parse(options);
    AgentLog.setVerbose(parsed.isVerbose());
    for (String warning : parsed.warnings()) {
      AgentLog.warn(warning);
    }
    SocketHooks.prepare();
    weave(instrumentation);
  }

  /**
   * Loads the target classes now, so that the application's first connect does not pay for the
   * weaving, and keeps the transformer registered, since another agent may have them retransformed.
   */
  private static void weave(Instrumentation instrumentation) {
    HookTransformer transformer = new HookTransformer(SocketInstrumentation.hooks());
    List<Class<?>> targets = new ArrayList<Class<?>>();
    for (String name : transformer.targetNames()) {
      try {
        targets.add(Class.forName(name, false, null));
      } catch (ClassNotFoundException e) {
        AgentLog.detail("this JDK has no " + name);
      }
    }
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (transformer.isLibraryTarget(loaded)) {
        targets.add(loaded);
      }
    }
    instrumentation.addTransformer(transformer, true);
    for (Class<?> target : targets) {
      retransform(instrumentation, target);
    }
    AgentLog.detail("instrumented " + transformer.wovenNames());
  }

  /** One by one, so that a class another agent has spoilt costs us only itself. */
  private static void retransform(Instrumentation instrumentation, Class<?> target) {
    try {
      instrumentation.retransformClasses(target);
    } catch (UnmodifiableClassException e) {
      AgentLog.warn(target.getName() + " cannot be instrumented: " + e);
    } catch (LinkageError e) {
      AgentLog.warn(target.getName() + " cannot be instrumented: " + e);
    }
  }
}

package io.tuplewatch.agent.instrument;

import io.tuplewatch.agent.boot.AgentLog;
import io.tuplewatch.agent.boot.SocketHooks;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
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
   * Loads the JDK's target classes now, so that the application's first connect does not pay for
   * the weaving. Woven while it is loaded, a class costs half of what its retransformation costs.
   * The transformer stays registered: another agent may have them retransformed, and Netty's
   * classes come later.
   */
  private static void weave(Instrumentation instrumentation) {
    HookTransformer transformer = new HookTransformer(SocketInstrumentation.hooks());
    instrumentation.addTransformer(transformer, true);
    List<Class<?>> loaded = transformer.targetsAmong(instrumentation.getAllLoadedClasses());
    for (String name : transformer.targetNames()) {
      try {
        Class.forName(name, false, null);
      } catch (ClassNotFoundException e) {
        AgentLog.detail("this JDK has no " + name);
      }
    }
    for (Class<?> target : loaded) {
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

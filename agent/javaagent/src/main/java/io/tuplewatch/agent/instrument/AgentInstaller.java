package io.tuplewatch.agent.instrument;

import io.tuplewatch.agent.Installer;
import io.tuplewatch.agent.boot.AgentLog;
import io.tuplewatch.agent.boot.Recorder;
import io.tuplewatch.agent.options.AgentOptions;
import io.tuplewatch.agent.options.OptionReader;
import java.lang.instrument.Instrumentation;
import java.lang.instrument.UnmodifiableClassException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Installs the agent in this JVM and removes it. Not thread-safe. */
public final class AgentInstaller implements Installer {

  private @Nullable Instrumentation installedBy;
  private @Nullable HookTransformer installed;

  @Override
  public void install(@Nullable String options, Instrumentation instrumentation, String version) {
    AgentOptions parsed = OptionReader.read(options, System.getenv(OptionReader.VARIABLE));
    AgentLog.setVerbose(parsed.isVerbose());
    for (String warning : parsed.warnings()) {
      AgentLog.warn(warning);
    }
    Recorder.start(parsed, version);
    HookTransformer transformer =
        new HookTransformer(
            SocketInstrumentation.hooks(),
            parsed.includesNetty() ? new NettyInstrumentation() : null);
    installedBy = instrumentation;
    installed = transformer;
    weave(instrumentation, transformer);
    AgentLog.detail("instrumented " + transformer.wovenText());
  }

  /**
   * Loads the JDK's target classes now, so that the application's first connect does not pay for
   * the weaving. Woven while it is loaded, a class costs half of what its retransformation costs.
   * The transformer stays registered: another agent may have them retransformed, and Netty's
   * classes come later.
   */
  private static void weave(Instrumentation instrumentation, HookTransformer transformer) {
    instrumentation.addTransformer(transformer, true);
    List<Class<?>> loaded = transformer.targetsAmong(instrumentation.getAllLoadedClasses());
    if (SocketInstrumentation.noneLoaded(loaded)) {
      Recorder.seesEverySocket();
    }
    for (String name : transformer.targetNames()) {
      try {
        Class.forName(name, false, null);
      } catch (ClassNotFoundException e) {
        AgentLog.detail("this JDK has no " + name);
      }
    }
    retransform(instrumentation, loaded);
  }

  @Override
  public void uninstall() {
    Instrumentation instrumentation = installedBy;
    HookTransformer transformer = installed;
    if (instrumentation != null && transformer != null) {
      // Only the Instrumentation that added a transformer can remove it.
      instrumentation.removeTransformer(transformer);
      RestoringTransformer restoring = new RestoringTransformer();
      instrumentation.addTransformer(restoring, true);
      retransform(instrumentation, transformer.targetsAmong(instrumentation.getAllLoadedClasses()));
      instrumentation.removeTransformer(restoring);
    }
    installedBy = null;
    installed = null;
    Recorder.stop();
  }

  @Override
  public Map<String, Object> status() {
    return Recorder.status();
  }

  /** One by one, so that a class another agent has spoilt costs us only itself. */
  private static void retransform(Instrumentation instrumentation, List<Class<?>> targets) {
    for (Class<?> target : targets) {
      try {
        instrumentation.retransformClasses(target);
      } catch (UnmodifiableClassException e) {
        AgentLog.warn(target.getName() + " cannot be changed: " + e);
      } catch (LinkageError e) {
        AgentLog.warn(target.getName() + " cannot be changed: " + e);
      }
    }
  }
}

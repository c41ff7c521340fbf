package io.tuplewatch.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters the agent, at its start or by attaching to it later. Puts the agent's jar on
 * the boot path and hands over to {@link AgentControl} there. Whatever fails, the application goes
 * on as if the agent were not there.
 *
 * <p>A security manager, possible up to JDK 23, gives this class no more rights than the
 * application has; so it does nothing but what needs none.
 */
public final class AgentMain {

  private static final String ON_BOOT_PATH = "io.tuplewatch.agent.boot.SocketHooks";

  private static @Nullable JarFile jar;

  private AgentMain() {}

  /** Called by the JVM for {@code -javaagent}, before the application's main class. */
  public static void premain(@Nullable String options, Instrumentation instrumentation) {
    if (!JdkTool.isRunning()) {
      enter(options, instrumentation, false);
    }
  }

  /**
   * Called by the JVM when a tool attaches to it.
   *
   * @param options {@code detach}, {@code status}, or options as for {@code -javaagent}
   */
  public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
    enter(options, instrumentation, true);
  }

  private static synchronized void enter(
      @Nullable String options, Instrumentation instrumentation, boolean byTool) {
    try {
      String obstacle = obstacle(instrumentation);
      if (obstacle != null) {
        warn(obstacle);
        return;
      }
      JarFile opened = jar;
      if (opened == null) {
        // Stays open: the boot loader and the isolated loader read from it while the JVM lives.
        opened = new JarFile(file());
        // With -Xbootclasspath/a it is on the boot path already, and appended once more it would
        // cost
        // the JVM its shared class data.
        if (AgentMain.class.getClassLoader() != null) {
          instrumentation.appendToBootstrapClassLoaderSearch(opened);
        }
        jar = opened;
      }
      AgentControl.enter(options, instrumentation, opened, byTool);
    } catch (Throwable t) {
      warn("not started, the application runs without it: " + t);
    }
  }

  private static @Nullable String obstacle(Instrumentation instrumentation) {
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return "records on Linux only; stays out of the way here";
    }
    return jar == null && isOnBootPath(instrumentation)
        ? "is loaded already by another class loader; this second load is ignored"
        : null;
  }

  /** Class.forName with the bootstrap loader would need a permission. */
  private static boolean isOnBootPath(Instrumentation instrumentation) {
    for (Class<?> loaded : instrumentation.getAllLoadedClasses()) {
      if (loaded.getName().equals(ON_BOOT_PATH) && loaded.getClassLoader() == null) {
        return true;
      }
    }
    return false;
  }

  /** The jar this class comes from. A class may always ask for its own class file. */
  private static File file() throws URISyntaxException {
    String path = String.valueOf(AgentMain.class.getResource("AgentMain.class"));
    return new File(new URI(path.substring("jar:".length(), path.lastIndexOf("!/"))));
  }

  @SuppressWarnings("SystemOut") // The boot classes' log may not be there yet.
  private static void warn(String text) {
    System.err.println("tuplewatch-agent: " + text.replaceAll("\\p{Cntrl}", "?"));
  }
}

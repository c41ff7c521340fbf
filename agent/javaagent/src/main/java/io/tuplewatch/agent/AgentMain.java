package io.tuplewatch.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters the agent. Puts the boot classes and the isolated instrumentation in place
 * and hands over. Whatever fails, the application starts as if the agent were not there.
 */
public final class AgentMain {

  private static final String INSTALLER = "io.tuplewatch.agent.instrument.AgentInstaller";
  private static final String BOOT_CLASS = "io.tuplewatch.agent.boot.SocketHooks";

  private AgentMain() {}

  /** Called by the JVM for {@code -javaagent}, before the application's main class. */
  public static void premain(@Nullable String options, Instrumentation instrumentation) {
    try {
      String obstacle = obstacle();
      if (obstacle != null) {
        warn(obstacle);
        return;
      }
      start(options, instrumentation);
    } catch (Throwable t) {
      Throwable cause = t instanceof InvocationTargetException ? t.getCause() : t;
      warn("not started, the application runs without it: " + cause);
    }
  }

  private static @Nullable String obstacle() {
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return "records on Linux only; stays out of the way here";
    }
    if (isLoaded(BOOT_CLASS)) {
      return "is loaded already; this second -javaagent is ignored";
    }
    if (!isLoaded("jdk.jfr.Event")) {
      return "this JVM has no jdk.jfr module, so nothing is recorded (try --add-modules jdk.jfr)";
    }
    return null;
  }

  private static boolean isLoaded(String bootClass) {
    try {
      Class.forName(bootClass, false, null);
      return true;
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static void start(@Nullable String options, Instrumentation instrumentation)
      throws Exception {
    File file =
        new File(AgentMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // Stays open: the boot loader and the isolated loader read from it as long as the JVM lives.
    JarFile jar = new JarFile(file);
    instrumentation.appendToBootstrapClassLoaderSearch(jar);
    Class<?> boot = Class.forName(BOOT_CLASS, false, null);
    ModuleAccess.openNioChannels(instrumentation, boot);
    new IsolatedLoader(jar, ClassLoader.getSystemClassLoader().getParent())
        .loadClass(INSTALLER)
        .getMethod("install", String.class, Instrumentation.class)
        .invoke(null, options, instrumentation);
  }

  @SuppressWarnings("SystemOut") // The boot classes' log is not there yet.
  private static void warn(String text) {
    System.err.println("tuplewatch-agent: " + text);
  }
}

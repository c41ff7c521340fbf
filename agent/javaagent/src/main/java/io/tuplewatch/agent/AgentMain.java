package io.tuplewatch.agent;

import java.io.File;
import java.lang.instrument.Instrumentation;
import java.lang.reflect.InvocationTargetException;
import java.util.Collections;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import org.jspecify.annotations.Nullable;

/**
 * Where the JVM enters the agent, at its start or by attaching to it later. Puts the boot classes
 * and the isolated instrumentation in place and hands over. Whatever fails, the application goes on
 * as if the agent were not there.
 *
 * <p>One at a time: attached twice, the second is ignored; detached, it can be attached again, from
 * the classes that are loaded already.
 */
public final class AgentMain {

  private static final String INSTALLER = "io.tuplewatch.agent.instrument.AgentInstaller";
  private static final String BOOT_CLASS = "io.tuplewatch.agent.boot.SocketHooks";

  private static @Nullable Class<?> installer;
  private static @Nullable File jar;
  private static String version = "development";
  private static boolean attached;

  private AgentMain() {}

  /** Called by the JVM for {@code -javaagent}, before the application's main class. */
  public static void premain(@Nullable String options, Instrumentation instrumentation) {
    if (!JdkTool.isRunning()) {
      attach(options, instrumentation);
      publish();
    }
  }

  /**
   * Called by the JVM when a tool attaches to it.
   *
   * @param options {@code detach}, {@code status}, or options as for {@code -javaagent}
   */
  public static void agentmain(@Nullable String options, Instrumentation instrumentation) {
    if ("detach".equals(options)) {
      detach();
    } else if (!"status".equals(options)) {
      attach(options, instrumentation);
    }
    publish();
  }

  private static synchronized void attach(
      @Nullable String options, Instrumentation instrumentation) {
    try {
      String obstacle = obstacle();
      if (obstacle != null) {
        warn(obstacle);
        return;
      }
      Class<?> entry = installer;
      if (entry == null) {
        entry = load(instrumentation);
        installer = entry;
      }
      attached = true;
      entry
          .getMethod("install", String.class, Instrumentation.class, String.class)
          .invoke(null, options, instrumentation, version);
    } catch (Throwable t) {
      warn("not started, the application runs without it: " + causeOf(t));
      detach();
    }
  }

  private static synchronized void detach() {
    if (!attached || installer == null) {
      return;
    }
    try {
      attached = false;
      installer.getMethod("uninstall").invoke(null);
    } catch (Throwable t) {
      warn("not wholly detached: " + causeOf(t));
    }
  }

  private static Throwable causeOf(Throwable t) {
    Throwable cause = t instanceof InvocationTargetException ? t.getCause() : null;
    return cause == null ? t : cause;
  }

  private static @Nullable String obstacle() {
    if (!"Linux".equals(System.getProperty("os.name"))) {
      return "records on Linux only; stays out of the way here";
    }
    if (attached) {
      return "is loaded already; this second load is ignored (detach first to change its options)";
    }
    if (installer == null && isLoaded(BOOT_CLASS)) {
      return "is loaded already by another class loader; this second load is ignored";
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

  private static Class<?> load(Instrumentation instrumentation) throws Exception {
    File file =
        new File(AgentMain.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    // Stays open: the boot loader and the isolated loader read from it as long as the JVM lives.
    JarFile opened = new JarFile(file);
    jar = file;
    Manifest manifest = opened.getManifest();
    String named = manifest.getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    version = named == null ? version : named;
    instrumentation.appendToBootstrapClassLoaderSearch(opened);
    Class<?> boot = Class.forName(BOOT_CLASS, false, null);
    ModuleAccess.openNioChannels(instrumentation, boot);
    return new IsolatedLoader(opened, ClassLoader.getSystemClassLoader().getParent())
        .loadClass(INSTALLER);
  }

  private static synchronized void publish() {
    try {
      Object status =
          installer == null ? Collections.emptyMap() : installer.getMethod("status").invoke(null);
      AgentProperties.publish(attached, jar, version, (Map<?, ?>) status);
    } catch (Throwable t) {
      warn("no status: " + causeOf(t));
    }
  }

  @SuppressWarnings("SystemOut") // The boot classes' log may not be there yet.
  private static void warn(String text) {
    System.err.println("tuplewatch-agent: " + text.replaceAll("\\p{Cntrl}", "?"));
  }
}

package io.tuplewatch.agent;

import io.tuplewatch.agent.boot.BriefThread;
import java.io.File;
import java.lang.instrument.Instrumentation;
import java.security.PrivilegedAction;
import java.util.Collections;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import org.jspecify.annotations.Nullable;

/**
 * Attaches and detaches, on the boot path, with its privileges. One at a time: attached twice, the
 * second is ignored; detached, it can be attached again, from the classes that are loaded already.
 *
 * <p>Public because {@link AgentMain}, of the system loader, finds it in the bootstrap loader.
 */
public final class AgentControl {

  private static final String INSTALLER = "io.tuplewatch.agent.instrument.AgentInstaller";

  private static @Nullable Installer installer;
  private static @Nullable File jar;
  private static String version = "development";
  private static boolean attached;

  private AgentControl() {}

  /**
   * Does as the JVM or a tool says.
   *
   * @param jar the agent's, open, on the boot path
   * @param byTool whether {@code detach} and {@code status} are commands
   */
  @SuppressWarnings("removal") // What stands in a security manager's place asks for nothing.
  public static void enter(
      final @Nullable String options,
      final Instrumentation instrumentation,
      final JarFile jar,
      final boolean byTool) {
    if (System.getSecurityManager() == null) {
      perform(options, instrumentation, jar, byTool);
      return;
    }
    java.security.AccessController.doPrivileged(
        new PrivilegedAction<Boolean>() {
          @Override
          public Boolean run() {
            perform(options, instrumentation, jar, byTool);
            return true;
          }
        });
  }

  private static synchronized void perform(
      @Nullable String options, Instrumentation instrumentation, JarFile opened, boolean byTool) {
    if (byTool && "detach".equals(options)) {
      detach();
    } else if (!byTool || !"status".equals(options)) {
      attach(options, instrumentation, opened);
    }
    publish();
  }

  /**
   * Detaches, on a thread of its own: the caller's may be one that would be waited for.
   *
   * @param lock that the tool held which was killed; it goes, as does this jar if the tool put it
   */
  public static void leave(File lock) {
    new BriefThread("tuplewatch-detach").execute(new Leaving(lock));
  }

  private static synchronized void detachAndCleanUp(File lock) {
    detach();
    ToolFiles.remove(lock, jar);
    publish();
  }

  private static final class Leaving implements Runnable {
    private final File lock;

    Leaving(File lock) {
      this.lock = lock;
    }

    @Override
    public void run() {
      detachAndCleanUp(lock);
    }
  }

  private static void attach(
      @Nullable String options, Instrumentation instrumentation, JarFile opened) {
    if (attached) {
      warn("is loaded already; this second load is ignored (detach first to change its options)");
      return;
    }
    try {
      Installer entry = installer;
      if (entry == null) {
        entry = load(instrumentation, opened);
        installer = entry;
      }
      attached = true;
      entry.install(options, instrumentation, version);
    } catch (Throwable t) {
      warn("not started, the application runs without it: " + t);
      detach();
    }
  }

  private static void detach() {
    if (!attached || installer == null) {
      return;
    }
    try {
      attached = false;
      installer.uninstall();
    } catch (Throwable t) {
      warn("not wholly detached: " + t);
    }
  }

  private static Installer load(Instrumentation instrumentation, JarFile opened) throws Exception {
    jar = new File(opened.getName());
    String named =
        opened.getManifest().getMainAttributes().getValue(Attributes.Name.IMPLEMENTATION_VERSION);
    version = named == null ? version : named;
    ModuleAccess.openNioChannels(instrumentation, AgentControl.class);
    return (Installer)
        new IsolatedLoader(opened, ClassLoader.getSystemClassLoader().getParent())
            .loadClass(INSTALLER)
            .getConstructor()
            .newInstance();
  }

  private static void publish() {
    try {
      AgentProperties.publish(
          attached,
          jar,
          version,
          installer == null ? Collections.<String, Object>emptyMap() : installer.status());
    } catch (Throwable t) {
      warn("no status: " + t);
    }
  }

  @SuppressWarnings("SystemOut") // Before the options say what the log may be.
  private static void warn(String text) {
    System.err.println("tuplewatch-agent: " + text.replaceAll("\\p{Cntrl}", "?"));
  }
}

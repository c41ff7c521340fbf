package io.tuplewatch.cli.jvm;

import com.sun.tools.attach.AgentInitializationException;
import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Talks to one JVM through the attach API. Only loaded where the module jdk.attach is, see {@link
 * #isPossible}. Not thread-safe.
 */
public final class AgentConnection implements AutoCloseable {

  /** Set by the agent in its JVM; see its AgentProperties. */
  private static final String PREFIX = "tuplewatch.agent.";

  private final RunningJvm jvm;
  private final VirtualMachine vm;

  private AgentConnection(RunningJvm jvm, VirtualMachine vm) {
    this.jvm = jvm;
    this.vm = vm;
  }

  /** Whether this Java installation can attach to others at all. */
  public static boolean isPossible() {
    return ModuleLayer.boot().findModule("jdk.attach").isPresent();
  }

  public static AgentConnection to(RunningJvm jvm) throws AttachFailure {
    if (jvm.isEndedByAttaching()) {
      throw new AttachFailure("is starting; try again");
    }
    try {
      return new AgentConnection(jvm, VirtualMachine.attach(String.valueOf(jvm.pid())));
    } catch (AttachNotSupportedException | IOException e) {
      String reason =
          jvm.hasOption("-XX:+DisableAttachMechanism")
              ? "it was started with -XX:+DisableAttachMechanism; load the agent at its start"
              : "does not answer (" + e.getMessage() + "); " + whatToTry(jvm);
      throw new AttachFailure(reason);
    }
  }

  /** Where process ids are the same inside, the attach API of 17.0.15 looks in its own /tmp. */
  private static String whatToTry(RunningJvm jvm) {
    boolean ownFiles = !jvm.namespace("mnt").equals(Preflight.ownNamespace("mnt"));
    return ownFiles && Runtime.version().feature() < 25
        ? "it has files of its own, as a container has; try this with JDK 25"
        : "tuplewatch preflight says more";
  }

  /** What the agent there said last of itself, by field; empty if none was ever loaded. */
  public Map<String, String> properties() throws AttachFailure {
    try {
      Properties all = vm.getSystemProperties();
      Map<String, String> ours = new TreeMap<>();
      for (String name : all.stringPropertyNames()) {
        if (name.startsWith(PREFIX)) {
          ours.put(name.substring(PREFIX.length()), all.getProperty(name));
        }
      }
      return ours;
    } catch (IOException e) {
      throw new AttachFailure("cannot be asked for its properties (" + e.getMessage() + ")");
    }
  }

  /** A system property of the JVM; empty if it has none of that name. */
  Optional<String> systemProperty(String name) throws AttachFailure {
    try {
      return Optional.ofNullable(vm.getSystemProperties().getProperty(name));
    } catch (IOException e) {
      throw new AttachFailure("cannot be asked for its properties (" + e.getMessage() + ")");
    }
  }

  /**
   * Has the JVM run the agent's agentmain.
   *
   * @param jar as the JVM sees it, absolute
   * @param command detach, status, or the agent's options
   */
  public void load(Path jar, String command) throws AttachFailure {
    if (!Files.exists(jvm.fileAsItSees(jar))) {
      throw new AttachFailure(
          "does not see "
              + jar
              + "; copy it to where the JVM sees it, for a container below /proc/"
              + jvm.pid()
              + "/root, and name that path as the JVM sees it with --agent");
    }
    try {
      vm.loadAgent(jar.toString(), command);
    } catch (AgentLoadException e) {
      if (!isSuccessOfJdk8(e.getMessage())) {
        throw new AttachFailure(loadFailure(e));
      }
    } catch (AgentInitializationException | IOException e) {
      throw new AttachFailure(loadFailure(e));
    }
  }

  /**
   * How JDK 8 says that all went well is misread by attach of 9 and later, which makes it the
   * message of an exception, from 25 on behind words of its own.
   */
  static boolean isSuccessOfJdk8(@Nullable String message) {
    return message != null && message.matches("(.*: )?0");
  }

  /** Makes the agent leave, and removes its jar where this tool had put it. */
  public void detachAgent() throws AttachFailure {
    Path jar = anyAgentJar();
    load(jar, "detach");
    if (!"detached".equals(properties().get("state"))) {
      throw new AttachFailure("the agent did not detach; see the JVM's standard error");
    }
    AgentJar.remove(jvm, jar);
  }

  /** The one that was loaded, or if that is gone another: its classes are those already loaded. */
  private Path anyAgentJar() throws AttachFailure {
    try {
      Path loaded = Path.of(properties().getOrDefault("jar", ""));
      if (loaded.isAbsolute() && Files.exists(jvm.fileAsItSees(loaded))) {
        return loaded;
      }
    } catch (InvalidPathException e) {
      // Any code in that JVM can set this property.
    }
    return AgentJar.put(jvm);
  }

  private String loadFailure(Exception e) {
    if (jvm.hasOption("-XX:-EnableDynamicAgentLoading")) {
      return "it was started with -XX:-EnableDynamicAgentLoading; load the agent at its start";
    }
    return "could not load the agent ("
        + e.getMessage()
        + "); it needs the module java.instrument, and says more on its standard error";
  }

  @Override
  public void close() {
    try {
      vm.detach();
    } catch (IOException e) {
      // It has ended.
    }
  }
}

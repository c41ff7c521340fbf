package io.tuplewatch.agent;

import java.io.File;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the agent's status leaves the JVM: as system properties, which attaching tools can read. No
 * file, no port. They change when a tool attaches, detaches or asks, and otherwise stay as they
 * were.
 *
 * <p>Public because {@link AgentMain}, of the system loader, finds it in the bootstrap loader.
 */
public final class AgentProperties {

  private static final String PREFIX = "tuplewatch.agent.";

  private AgentProperties() {}

  /**
   * Replaces what was there.
   *
   * @param jar null if nothing was loaded yet
   * @param status the fields of {@code AgentStatus}, by name
   */
  public static void publish(
      boolean attached, @Nullable File jar, String version, Map<?, ?> status) {
    for (Object name : System.getProperties().keySet().toArray()) {
      if (String.valueOf(name).startsWith(PREFIX)) {
        System.getProperties().remove(name);
      }
    }
    System.setProperty(PREFIX + "state", attached ? "attached" : "detached");
    System.setProperty(PREFIX + "version", version);
    if (jar != null) {
      System.setProperty(PREFIX + "jar", jar.getPath());
    }
    for (Map.Entry<?, ?> field : status.entrySet()) {
      System.setProperty(PREFIX + field.getKey(), String.valueOf(field.getValue()));
    }
  }
}

package io.tuplewatch.agent;

import java.io.File;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How the agent's status leaves the JVM: as system properties, which attaching tools can read. No
 * file, no port, no code to load for a look. They are renewed when the agent comes or goes, when a
 * recording starts or stops, and every 10 s while one runs; without one, nothing is counted.
 *
 * <p>Public because {@link AgentMain}, of the system loader, finds it in the bootstrap loader.
 * Thread-safe.
 */
public final class AgentProperties {

  private static final String PREFIX = "tuplewatch.agent.";

  private AgentProperties() {}

  /**
   * Replaces what was there. Where a security manager forbids it, there is no status.
   *
   * @param jar null if nothing was loaded yet
   * @param status the fields of {@code AgentStatus}, by name
   */
  public static void publish(
      boolean attached, @Nullable File jar, String version, Map<?, ?> status) {
    try {
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
    } catch (SecurityException e) {
      return;
    }
    renew(status);
  }

  /** Overwrites these fields. */
  public static void renew(Map<?, ?> status) {
    try {
      for (Map.Entry<?, ?> field : status.entrySet()) {
        System.setProperty(PREFIX + field.getKey(), String.valueOf(field.getValue()));
      }
    } catch (SecurityException e) {
      // Recording goes on.
    }
  }
}

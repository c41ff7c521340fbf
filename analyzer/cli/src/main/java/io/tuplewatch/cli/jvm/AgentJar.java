package io.tuplewatch.cli.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/** The agent's jar: the one that tuplewatch.jar carries, and its copies in running JVMs. */
public final class AgentJar {

  private static final String RESOURCE = "/tuplewatch-agent.jar";
  private static final int DIGITS = 16;
  private static final Pattern COPY = Pattern.compile("agent-[0-9a-f]{" + DIGITS + "}\\.jar");

  private AgentJar() {}

  /** Its bytes; empty if this tool runs from class files and carries none. */
  public static Optional<byte[]> carried() {
    try (InputStream in = AgentJar.class.getResourceAsStream(RESOURCE)) {
      return in == null ? Optional.empty() : Optional.of(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("this tool's own file cannot be read", e);
    }
  }

  /**
   * Puts the carried agent where a JVM can read it. A copy of the same version is used again.
   *
   * @return as the JVM sees it
   */
  public static Path put(RunningJvm jvm) throws AttachFailure {
    byte[] jar =
        carried()
            .orElseThrow(() -> new AttachFailure("this tool carries no agent; name it: --agent"));
    try (JvmFolder folder = JvmFolder.open(jvm)) {
      String name = copyName(jar);
      folder.put(name, jar);
      return folder.pathInJvm(name);
    } catch (IOException e) {
      throw new AttachFailure(
          "the agent's jar cannot be put into its /tmp ("
              + e.getMessage()
              + "); put it where it can read it, and name that path with --agent");
    }
  }

  /**
   * Removes a copy that {@link #put} made. A JVM that has loaded it keeps it open, so nothing is
   * taken from it. Does nothing with other files, nor if it cannot.
   *
   * @param jar as the JVM sees it
   */
  public static void remove(RunningJvm jvm, Path jar) {
    if (!isCopy(jvm, jar)) {
      return;
    }
    try (JvmFolder folder = JvmFolder.open(jvm)) {
      folder.delete(jar.getFileName().toString());
    } catch (IOException e) {
      // A file in /tmp that the next attach uses again.
    }
  }

  /** Does the same for a JVM that has ended, while its folder is still open here. */
  static void remove(JvmFolder folder) {
    try {
      Optional<byte[]> jar = carried();
      if (jar.isPresent()) {
        folder.delete(copyName(jar.get()));
      }
    } catch (IOException e) {
      // As above.
    }
  }

  private static boolean isCopy(RunningJvm jvm, Path jar) {
    return JvmFolder.pathInJvm(jvm).equals(jar.getParent())
        && COPY.matcher(jar.getFileName().toString()).matches();
  }

  /** Copies of one name have one content, so a copy that is in use is never another's. */
  private static String copyName(byte[] jar) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(jar);
      return "agent-" + HexFormat.of().formatHex(digest).substring(0, DIGITS) + ".jar";
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

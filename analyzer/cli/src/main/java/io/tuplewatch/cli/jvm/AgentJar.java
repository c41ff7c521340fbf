package io.tuplewatch.cli.jvm;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.jar.Attributes;
import java.util.jar.JarFile;

/** Where the agent's jar is, beside this tool or in the folder it was built in. */
public final class AgentJar {

  private static final String NAME = "tuplewatch-agent.jar";

  private AgentJar() {}

  /** Absolute. */
  public static Optional<Path> besideThisTool() {
    try {
      Path tool =
          Path.of(AgentJar.class.getProtectionDomain().getCodeSource().getLocation().toURI())
              .toAbsolutePath();
      List<Path> candidates =
          List.of(
              tool.resolveSibling(NAME),
              tool.resolve("../../../../agent/javaagent/target").resolve(NAME).normalize());
      return candidates.stream().filter(Files::isRegularFile).findFirst();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }

  /** Its version; empty if it is no agent of ours. */
  public static Optional<String> version(Path jar) {
    try (JarFile file = new JarFile(jar.toFile())) {
      Attributes main = file.getManifest().getMainAttributes();
      return "io.tuplewatch.agent.AgentMain".equals(main.getValue("Agent-Class"))
          ? Optional.ofNullable(main.getValue(Attributes.Name.IMPLEMENTATION_VERSION))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}

package io.tuplewatch.agent;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The JDKs of this machine that the agent is tested on: the one that runs the tests, those that
 * environment variables JAVA_HOME* name, and those in the usual folders.
 */
final class Jdks {

  private static final List<Integer> SUPPORTED = List.of(17, 25);
  private static final List<Path> USUAL_FOLDERS =
      List.of(
          Path.of("/usr/lib/jvm"),
          Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"));

  private Jdks() {}

  /** One installed JDK. */
  record Jdk(int version, Path home) {
    String java() {
      return home.resolve("bin/java").toString();
    }

    @Override
    public String toString() {
      return "JDK " + version;
    }
  }

  /** One JDK of each supported version found; at least one. */
  static Collection<Jdk> found() throws IOException {
    Map<Integer, Jdk> byVersion = new TreeMap<>();
    for (Path home : candidates()) {
      int version = version(home);
      if (SUPPORTED.contains(version)) {
        byVersion.putIfAbsent(version, new Jdk(version, home));
      }
    }
    if (byVersion.isEmpty()) {
      throw new IllegalStateException("none of the JDKs " + SUPPORTED + " found");
    }
    return byVersion.values();
  }

  private static List<Path> candidates() throws IOException {
    List<Path> homes = new ArrayList<>();
    homes.add(Path.of(System.getProperty("java.home")));
    System.getenv()
        .forEach(
            (name, value) -> {
              if (name.startsWith("JAVA_HOME")) {
                homes.add(Path.of(value));
              }
            });
    for (Path folder : USUAL_FOLDERS) {
      if (Files.isDirectory(folder)) {
        try (Stream<Path> children = Files.list(folder)) {
          children.sorted().forEach(homes::add);
        }
      }
    }
    return homes;
  }

  private static int version(Path home) throws IOException {
    Path release = home.resolve("release");
    if (!Files.isReadable(release) || !Files.isExecutable(home.resolve("bin/java"))) {
      return -1;
    }
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(release)) {
      properties.load(reader);
    }
    String version = properties.getProperty("JAVA_VERSION", "0").replace("\"", "");
    return Integer.parseInt(version.split("[.+-]", 2)[0]);
  }
}

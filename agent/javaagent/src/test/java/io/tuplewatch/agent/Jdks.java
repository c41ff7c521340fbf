package io.tuplewatch.agent;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The JDKs of this machine that the agent is tested on: those that the environment variable
 * TUPLEWATCH_JDKS lists (homes, colon between), the one that runs the tests, those that variables
 * JAVA_HOME* name, and those in the usual folders.
 */
public final class Jdks {

  private static final List<Integer> SUPPORTED = List.of(8, 11, 17, 21, 25, 27);
  private static final Pattern VERSION = Pattern.compile("version \"(?:1\\.)?(\\d+)");
  private static final List<Path> USUAL_FOLDERS =
      List.of(
          Path.of("/usr/lib/jvm"),
          Path.of(System.getProperty("user.home"), ".sdkman/candidates/java"));

  private static List<Jdk> found = List.of();

  private Jdks() {}

  /** One installed JDK. */
  public static final class Jdk {
    private static final String RT_JAR = "jre/lib/rt.jar";

    private final int version;
    private final Path home;

    Jdk(int version, Path home) {
      this.version = version;
      this.home = home;
    }

    public int version() {
      return version;
    }

    String java() {
      return home.resolve("bin/java").toString();
    }

    /** Whether its classes are where its home is: one that runs in a root of its own has none. */
    public boolean hasClassFiles() {
      return Files.exists(home.resolve(version == 8 ? RT_JAR : "lib/modules"));
    }

    /**
     * Reads class files of the base module, or of the class path that stood in its place.
     *
     * @param classNames with dots
     * @return by name, those that this JDK has
     */
    public Map<String, byte[]> classFiles(Set<String> classNames) throws IOException {
      try (FileSystem classes =
          version == 8
              ? FileSystems.newFileSystem(home.resolve(RT_JAR), (ClassLoader) null)
              : FileSystems.newFileSystem(
                  URI.create("jrt:/"), Map.of("java.home", home.toString()))) {
        Map<String, byte[]> read = new TreeMap<>();
        for (String name : classNames) {
          String file = name.replace('.', '/') + ".class";
          Path path = classes.getPath(version == 8 ? "/" : "/modules/java.base", file);
          if (Files.exists(path)) {
            read.put(name, Files.readAllBytes(path));
          }
        }
        return read;
      }
    }

    @Override
    public String toString() {
      return "JDK " + version;
    }
  }

  /** One JDK of each supported version found; at least one. They are looked for once. */
  public static synchronized Collection<Jdk> found() throws IOException, InterruptedException {
    if (found.isEmpty()) {
      found = search();
    }
    return found;
  }

  private static List<Jdk> search() throws IOException, InterruptedException {
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
    return List.copyOf(byVersion.values());
  }

  private static List<Path> candidates() throws IOException {
    List<Path> homes = new ArrayList<>();
    String listed = System.getenv("TUPLEWATCH_JDKS");
    if (listed != null) {
      Pattern.compile(File.pathSeparator).splitAsStream(listed).map(Path::of).forEach(homes::add);
    }
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

  /** What {@code java -version} says; -1 if there is no such JDK. */
  private static int version(Path home) throws IOException, InterruptedException {
    Path java = home.resolve("bin/java");
    if (!Files.isExecutable(java)) {
      return -1;
    }
    Process process =
        new ProcessBuilder(java.toString(), "-version").redirectErrorStream(true).start();
    String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    Matcher version = VERSION.matcher(answer);
    return process.waitFor() == 0 && version.find() ? Integer.parseInt(version.group(1)) : -1;
  }
}

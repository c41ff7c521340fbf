package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** tuplewatch.jar alone: the agent it carries, in JVMs whose /tmp is not this process's. */
@EnabledOnOs(OS.LINUX) // as the agent
class OneFileIT {

  private static final Path AGENT = Path.of("../../agent/javaagent/target/tuplewatch-agent.jar");

  @TempDir private Path directory;

  private Path temporary;

  @BeforeEach
  void makeTemporaryFolder() throws IOException {
    temporary = Files.createDirectory(directory.resolve("tmp"));
  }

  @Test
  void agentIsPutWhereOnlyTheJvmsUserWritesAndLeavesNothingBehind() throws Exception {
    try (ConnectingJvm jvm = ConnectingJvm.start(temporary)) {
      assertThat(run("attach", pid(jvm)).lines()).singleElement().asString().contains("attached");

      Path folder = only(folders());
      assertThat(permissions(folder)).isEqualTo("rwx------");
      assertThat(permissions(only(jars()))).isEqualTo("r--r--r--");
      assertThat(only(jars())).hasSameBinaryContentAs(AGENT);

      assertThat(run("detach", pid(jvm))).contains("detached");
      assertThat(folders()).isEmpty();
    }
  }

  @Test
  void twoJvmsShareOneCopyAndNeitherLosesIt() throws Exception {
    try (ConnectingJvm first = ConnectingJvm.start(temporary);
        ConnectingJvm second = first.startBeside(temporary)) {
      run("attach", pid(first), "record=/tmp/first.jfr");
      Object inode = Files.getAttribute(only(jars()), "unix:ino");
      run("attach", pid(second), "record=/tmp/second.jfr");
      assertThat(Files.getAttribute(only(jars()), "unix:ino")).isEqualTo(inode);

      run("detach", pid(first));
      assertThat(folders()).isEmpty();
      second.connect(3);

      assertThat(run("detach", pid(second))).contains("detached");
      assertThat(folders()).isEmpty();
      assertThat(run("attach", pid(second))).contains("attached");
      assertThat(run("analyze", temporary.resolve("second.jfr").toString())).contains("3 connects");
    }
  }

  @Test
  void folderThatOthersCanWriteIsNotUsed() throws Exception {
    try (ConnectingJvm jvm = ConnectingJvm.start(temporary)) {
      Path folder = temporary.resolve("tuplewatch-" + Files.getAttribute(temporary, "unix:uid"));
      Files.createDirectory(folder);
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));

      assertThat(run("attach", pid(jvm))).contains("open to others").contains("--agent");
      assertThat(folder).isEmptyDirectory();
    }
  }

  @Test
  void linkInPlaceOfTheFolderIsNotFollowed() throws Exception {
    Path elsewhere = Files.createDirectory(directory.resolve("elsewhere"));
    try (ConnectingJvm jvm = ConnectingJvm.start(temporary)) {
      Files.createSymbolicLink(
          temporary.resolve("tuplewatch-" + Files.getAttribute(temporary, "unix:uid")), elsewhere);

      assertThat(run("attach", pid(jvm))).contains("cannot be put into its /tmp");
      assertThat(elsewhere).isEmptyDirectory();
    }
  }

  @Test
  void jarThatIsCarriedComesOut() throws Exception {
    Path file = directory.resolve("agent.jar");

    run("agent-jar", file.toString());
    assertThat(file).hasSameBinaryContentAs(AGENT);
    Process process = Tool.start("agent-jar");
    assertThat(process.getInputStream().readAllBytes()).isEqualTo(Files.readAllBytes(AGENT));
    assertThat(process.waitFor()).isZero();
  }

  /**
   * With it on a class path, or as a -javaagent, an application would meet the tool's libraries.
   */
  @Test
  void toolIsNoAgentItself() throws IOException {
    try (JarFile jar = new JarFile(Tool.JAR.toFile())) {
      assertThat(jar.getManifest().getMainAttributes()).doesNotContainKey("Premain-Class");
    }
  }

  private static String pid(ConnectingJvm jvm) {
    return String.valueOf(jvm.pid());
  }

  private static String run(String... arguments) throws Exception {
    Process process = Tool.start(arguments);
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    process.waitFor();
    return output;
  }

  private List<Path> folders() throws IOException {
    try (Stream<Path> files = Files.list(temporary)) {
      return files.filter(f -> f.getFileName().toString().startsWith("tuplewatch-")).toList();
    }
  }

  private List<Path> jars() throws IOException {
    try (Stream<Path> files = Files.list(only(folders()))) {
      return files.toList();
    }
  }

  private static Path only(List<Path> files) {
    assertThat(files).hasSize(1);
    return files.get(0);
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }
}

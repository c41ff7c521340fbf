package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ToolFilesTest {

  private static final String LOCK = "recording-4711-1795999167786.jfr.lock";
  private static final String JAR = "agent-b1218b9300e1d6d3.jar";

  @TempDir private Path directory;

  private Path folder;

  @BeforeEach
  void makeFolder() throws IOException {
    folder = Files.createDirectory(directory.resolve("tuplewatch-1000"));
  }

  @Test
  void lockAndJarOfTheToolGoAndItsRecordingStays() throws IOException {
    File lock = file(folder, LOCK);
    File jar = file(folder, JAR);
    file(folder, "recording-4711-1795999167786.jfr");

    ToolFiles.remove(lock, jar);

    assertThat(folder.toFile().list()).containsExactly("recording-4711-1795999167786.jfr");
  }

  @Test
  void jarOfTheUsersStays() throws IOException {
    File lock = file(folder, LOCK);
    File jar = file(directory, JAR);

    ToolFiles.remove(lock, jar);
    ToolFiles.remove(file(folder, LOCK), file(folder, "tuplewatch-agent.jar"));

    assertThat(jar).exists();
    assertThat(folder.toFile().list()).containsExactly("tuplewatch-agent.jar");
  }

  @Test
  void lockOfTheUsersStaysWhateverItsName() throws IOException {
    File elsewhere = file(directory, LOCK);
    File other = file(folder, "pid.lock");
    File jar = file(folder, JAR);

    ToolFiles.remove(elsewhere, jar);
    ToolFiles.remove(other, jar);

    assertThat(elsewhere).exists();
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("pid.lock", JAR);
  }

  private static File file(Path in, String name) throws IOException {
    Path path = in.resolve(name);
    return (Files.exists(path) ? path : Files.createFile(path)).toFile();
  }
}

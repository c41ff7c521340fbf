package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.agent.ChildJvm.Ended;
import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.cases.CloseCases;
import io.tuplewatch.agent.cases.Expectation;
import io.tuplewatch.agent.cases.NeighbourCase;
import io.tuplewatch.agent.cases.SocketCases;
import io.tuplewatch.agent.cases.StartCase;
import io.tuplewatch.events.SocketConnect;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent beside what else a JVM can be told to do, and beside other agents. */
@Execution(ExecutionMode.CONCURRENT)
class PackagingIT {

  private static final Path NEIGHBOURS = Path.of("target/neighbours").toAbsolutePath();
  private static final String OPEN_TELEMETRY =
      "-javaagent:" + NEIGHBOURS.resolve("opentelemetry-javaagent.jar");
  private static final String[] NOTHING_EXPORTED = {
    "-Dotel.traces.exporter=none", "-Dotel.metrics.exporter=none", "-Dotel.logs.exporter=none"
  };

  @TempDir Path directory;

  static Collection<Jdk> jdks() throws IOException, InterruptedException {
    return Jdks.found();
  }

  static Stream<Jdk> jdksWithSecurityManager() throws IOException, InterruptedException {
    return jdks().stream().filter(jdk -> jdk.version() < 24);
  }

  /** Before, Debian's have no archive, and 8 takes none beside an agent. */
  static Stream<Jdk> jdksWithArchives() throws IOException, InterruptedException {
    return jdks().stream().filter(jdk -> jdk.version() >= 17);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void wovenClassesPassTheVerifier(Jdk jdk) throws Exception {
    for (Class<?> cases : List.of(SocketCases.class, CloseCases.class)) {
      Ended child =
          new ChildJvm(jdk, directory)
              .withJvmOptions("-XX:+UnlockDiagnosticVMOptions", "-XX:+BytecodeVerificationLocal")
              .run(cases);

      assertThat(child.exitCode()).as(child.errors().toString()).isZero();
      assertThat(words(child)).isEmpty();
      assertThat(child.events(SocketConnect.NAME)).hasSameSizeAs(Expectation.among(child.output()));
    }
  }

  @ParameterizedTest
  @MethodSource("jdksWithSecurityManager")
  void securityManagerRestrictsTheApplicationNotTheAgent(Jdk jdk) throws Exception {
    Path policy = directory.resolve("test.policy");
    Path application = ChildJvm.folderOf(StartCase.class);
    Files.writeString(
        policy,
        "grant codeBase \"file:"
            + application
            + "/-\" {\n"
            + "  permission java.net.SocketPermission \"*\","
            + " \"accept,connect,listen,resolve\";\n"
            + "};\n");

    Ended child =
        new ChildJvm(jdk, directory)
            .withJvmOptions("-Djava.security.manager", "-Djava.security.policy=" + policy)
            .run(StartCase.class);

    assertWorks(child);
  }

  @ParameterizedTest
  @MethodSource("jdksWithArchives")
  void classDataSharingCanBeRequired(Jdk jdk) throws Exception {
    assertWorks(new ChildJvm(jdk, directory).withJvmOptions("-Xshare:on").run(StartCase.class));
  }

  @ParameterizedTest
  @MethodSource("jdksWithArchives")
  void applicationMayHaveAClassDataArchive(Jdk jdk) throws Exception {
    Path archive = directory.resolve("application.jsa");
    Path application = applicationJar();
    new ChildJvm(jdk, directory)
        .withoutAgent()
        .withApplication(application)
        .withJvmOptions("-XX:ArchiveClassesAtExit=" + archive)
        .run(StartCase.class);
    assertThat(archive).exists();

    assertWorks(
        new ChildJvm(jdk, directory)
            .withApplication(application)
            .withJvmOptions("-Xshare:auto", "-XX:SharedArchiveFile=" + archive)
            .run(StartCase.class));
  }

  /** As the JVM appends it, it would say that sharing is for classes of the boot loader only. */
  @ParameterizedTest
  @MethodSource("jdksWithArchives")
  void jarThatIsOnTheBootPathByAnOptionLeavesClassDataShared(Jdk jdk) throws Exception {
    Path archive = directory.resolve("application.jsa");
    Path application = applicationJar();
    String onBootPath = "-Xbootclasspath/a:" + ChildJvm.AGENT;
    new ChildJvm(jdk, directory)
        .withApplication(application)
        .withFirstJvmOptions(onBootPath)
        .withJvmOptions("-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent")
        .withJvmOptions("-XX:ArchiveClassesAtExit=" + archive)
        .run(StartCase.class);
    assertThat(archive).exists();

    Ended child =
        new ChildJvm(jdk, directory)
            .withApplication(application)
            .withFirstJvmOptions(onBootPath)
            .withJvmOptions("-XX:+UnlockDiagnosticVMOptions", "-XX:+AllowArchivingWithJavaAgent")
            .withJvmOptions("-XX:SharedArchiveFile=" + archive, "-Xlog:class+load")
            .run(StartCase.class);

    assertWorks(child);
    assertThat(child.output())
        .noneMatch(line -> line.contains("bootstrap classpath has been appended"));
    assertThat(child.output())
        .filteredOn(line -> line.contains(" " + StartCase.class.getName() + " "))
        .singleElement()
        .asString()
        .contains("shared objects file (top)");
  }

  /** An archive takes no classes from folders. */
  private Path applicationJar() throws Exception {
    Path jar = directory.resolve("application.jar");
    Path classes = ChildJvm.folderOf(StartCase.class);
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file);
        Stream<Path> cases = Files.list(classes.resolve("io/tuplewatch/agent/cases"))) {
      for (Path one : cases.toList()) {
        out.putNextEntry(new JarEntry(classes.relativize(one).toString()));
        Files.copy(one, out);
      }
    }
    return jar;
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void openTelemetryMayComeBeforeOrAfterUs(Jdk jdk) throws Exception {
    ChildJvm before = new ChildJvm(jdk, directory).withFirstJvmOptions(OPEN_TELEMETRY);
    assertWorks(before.withJvmOptions(NOTHING_EXPORTED).run(StartCase.class));

    ChildJvm after = new ChildJvm(jdk, directory).withJvmOptions(OPEN_TELEMETRY);
    assertWorks(after.withJvmOptions(NOTHING_EXPORTED).run(StartCase.class));
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void applicationKeepsItsOwnByteBuddyAndFindsNoTemporaryFile(Jdk jdk) throws Exception {
    Path temporary = Files.createDirectory(directory.resolve("temporary"));
    Ended child =
        new ChildJvm(jdk, directory)
            .withLibrary(NEIGHBOURS.resolve("byte-buddy.jar"))
            .withoutRecording()
            .withJvmOptions("-Djava.io.tmpdir=" + temporary)
            .run(NeighbourCase.class);

    assertThat(child.exitCode()).as(child.errors().toString()).isZero();
    assertThat(child.output()).contains("made true with byte-buddy.jar");
    assertThat(child.output()).noneMatch(line -> line.startsWith("temporary file"));
    assertThat(words(child)).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void anotherVersionIsRefusedWithOneLine(Jdk jdk) throws Exception {
    Path other = otherVersion();
    Ended child =
        new ChildJvm(jdk, directory).withJvmOptions("-javaagent:" + other).run(StartCase.class);

    assertThat(child.exitCode()).isZero();
    assertThat(words(child)).singleElement().asString().contains("loaded already");
    assertThat(child.events(SocketConnect.NAME)).hasSize(1);
  }

  /** The agent's jar with another version in its manifest. */
  private Path otherVersion() throws IOException {
    Path other = directory.resolve("other.jar");
    try (JarFile agent = new JarFile(ChildJvm.AGENT.toFile())) {
      Manifest manifest = new Manifest(agent.getManifest());
      manifest.getMainAttributes().put(Attributes.Name.IMPLEMENTATION_VERSION, "99");
      try (OutputStream file = Files.newOutputStream(other);
          JarOutputStream out = new JarOutputStream(file, manifest)) {
        for (JarEntry entry : agent.stream().toList()) {
          if (!entry.getName().startsWith("META-INF/")) {
            out.putNextEntry(new JarEntry(entry.getName()));
            try (InputStream in = agent.getInputStream(entry)) {
              in.transferTo(out);
            }
          }
        }
      }
    }
    return other;
  }

  private static void assertWorks(Ended child) throws IOException {
    assertThat(child.exitCode()).as(child.errors().toString()).isZero();
    assertThat(words(child)).isEmpty();
    assertThat(child.events(SocketConnect.NAME))
        .singleElement()
        .satisfies(
            connect ->
                assertThat(child.output())
                    .contains("connected from " + connect.getLong("localPort")));
  }

  private static List<String> words(Ended child) {
    return child.errors().stream().filter(line -> line.startsWith("tuplewatch-agent:")).toList();
  }
}

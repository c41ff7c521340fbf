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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent beside what else a JVM can be told to do, and beside other agents. */
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

  static Stream<Jdk> jdksWithDynamicArchives() throws IOException, InterruptedException {
    return jdks().stream().filter(jdk -> jdk.version() >= 17);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void wovenClassesPassTheVerifier(Jdk jdk) throws Exception {
    for (Class<?> cases : List.of(SocketCases.class, CloseCases.class)) {
      Ended child =
          new ChildJvm(jdk, directory)
              .withJvmOptions("-XX:+BytecodeVerificationLocal", "-XX:+BytecodeVerificationRemote")
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
    Path application =
        Path.of(StartCase.class.getProtectionDomain().getCodeSource().getLocation().toURI());
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
  @MethodSource("jdksWithDynamicArchives")
  void applicationsClassDataArchiveIsUsed(Jdk jdk) throws Exception {
    Path archive = directory.resolve("application.jsa");
    new ChildJvm(jdk, directory)
        .withoutAgent()
        .withJvmOptions("-XX:ArchiveClassesAtExit=" + archive)
        .run(StartCase.class);

    Ended child =
        new ChildJvm(jdk, directory)
            .withJvmOptions("-Xshare:auto", "-XX:SharedArchiveFile=" + archive)
            .run(StartCase.class);

    assertThat(archive).exists();
    assertWorks(child);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void defaultClassDataSharingCanBeRequired(Jdk jdk) throws Exception {
    Ended child = new ChildJvm(jdk, directory).withJvmOptions("-Xshare:on").run(StartCase.class);

    assertWorks(child);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void openTelemetryBeforeUs(Jdk jdk) throws Exception {
    Ended child =
        new ChildJvm(jdk, directory)
            .withFirstJvmOptions(OPEN_TELEMETRY)
            .withJvmOptions(NOTHING_EXPORTED)
            .run(StartCase.class);

    assertWorks(child);
  }

  @ParameterizedTest
  @MethodSource("jdks")
  void openTelemetryAfterUs(Jdk jdk) throws Exception {
    Ended child =
        new ChildJvm(jdk, directory)
            .withJvmOptions(OPEN_TELEMETRY)
            .withJvmOptions(NOTHING_EXPORTED)
            .run(StartCase.class);

    assertWorks(child);
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
                    .contains("connected from " + connect.getInt("localPort")));
  }

  private static List<String> words(Ended child) {
    return child.errors().stream().filter(line -> line.startsWith("tuplewatch-agent:")).toList();
  }
}

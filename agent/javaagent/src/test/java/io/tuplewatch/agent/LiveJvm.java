package io.tuplewatch.agent;

import com.sun.tools.attach.AgentLoadException;
import com.sun.tools.attach.VirtualMachine;
import io.tuplewatch.agent.Jdks.Jdk;
import io.tuplewatch.agent.cases.LiveCase;
import io.tuplewatch.agent.cases.WitnessAgent;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** {@link LiveCase} in a JVM of its own, without the agent until somebody attaches it. */
final class LiveJvm implements AutoCloseable {

  static final Path AGENT = Path.of("target/tuplewatch-agent.jar").toAbsolutePath();

  private final Process process;
  private final BufferedReader answers;
  private final BufferedWriter commands;
  private final Path errors;
  private final Path witness;

  LiveJvm(Jdk jdk, Path directory, String... options) throws Exception {
    witness = witness(directory);
    errors = directory.resolve("live-errors.txt");
    List<String> command = new ArrayList<>();
    command.add(jdk.java());
    command.addAll(ChildJvm.SHORT_LIVED);
    command.addAll(List.of(options));
    command.add("-cp");
    command.add(
        Path.of(LiveCase.class.getProtectionDomain().getCodeSource().getLocation().toURI())
            .toString());
    command.add(LiveCase.class.getName());
    process = new ProcessBuilder(command).redirectError(errors.toFile()).start();
    answers =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8));
    String first = answers.readLine();
    if (!"ready".equals(first)) {
      throw new IllegalStateException(first + Files.readAllLines(errors));
    }
  }

  private static Path witness(Path directory) throws IOException {
    Path jar = directory.resolve("witness.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", WitnessAgent.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file, manifest)) {
      out.putNextEntry(new JarEntry("witness"));
    }
    return jar;
  }

  /** One command, its answer. */
  String tell(String command) throws IOException {
    commands.write(command + "\n");
    commands.flush();
    String answer = answers.readLine();
    if (answer == null) {
      throw new IllegalStateException("ended: " + Files.readAllLines(errors));
    }
    return answer;
  }

  /** The class files of the JDK's socket classes, digested, as the JVM links them now. */
  String classes() throws Exception {
    load(witness, "");
    return tell("classes");
  }

  /** Loads the agent with these options, as a tool does that attaches. */
  void load(String options) throws Exception {
    load(AGENT, options);
  }

  private void load(Path jar, String options) throws Exception {
    VirtualMachine vm = VirtualMachine.attach(String.valueOf(process.pid()));
    try {
      vm.loadAgent(jar.toString(), options);
    } catch (AgentLoadException e) {
      // How JDK 8 says that all went well is misread by attach of 9 and later.
      if (!"0".equals(e.getMessage())) {
        throw e;
      }
    } finally {
      vm.detach();
    }
  }

  Properties properties() throws Exception {
    VirtualMachine vm = VirtualMachine.attach(String.valueOf(process.pid()));
    try {
      return vm.getSystemProperties();
    } finally {
      vm.detach();
    }
  }

  /** What the agent said on standard error. */
  List<String> words() throws IOException {
    return Files.readAllLines(errors).stream()
        .filter(line -> line.startsWith("tuplewatch-agent:"))
        .toList();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() throws IOException {
    commands.close();
    if (process.onExit().orTimeout(60, TimeUnit.SECONDS).join().exitValue() != 0) {
      throw new IllegalStateException("failed: " + Files.readAllLines(errors));
    }
  }
}

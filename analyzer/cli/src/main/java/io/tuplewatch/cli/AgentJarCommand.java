package io.tuplewatch.cli;

import io.tuplewatch.cli.jvm.AgentJar;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tuplewatch agent-jar}: the agent that this file carries, for {@code -javaagent}. */
@Command(
    name = "agent-jar",
    mixinStandardHelpOptions = true,
    versionProvider = Tuplewatch.Version.class,
    description =
        "Writes the agent's jar, for -javaagent and for images. attach needs no such file.",
    exitCodeListHeading = "%nExit codes:%n",
    exitCodeList = {"0:written", "1:it could not be written", "2:wrong usage"},
    footer = {
      "",
      "Example:",
      "  tuplewatch agent-jar /opt/tuplewatch-agent.jar",
      "  java -javaagent:/opt/tuplewatch-agent.jar -XX:StartFlightRecording ..."
    })
final class AgentJarCommand implements Callable<Integer> {

  private static final String STANDARD_OUTPUT = "-";

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FILE",
      defaultValue = STANDARD_OUTPUT,
      description = "Where to; a file there is replaced. Default: stdout, if it is no terminal.")
  private String file;

  @Override
  public Integer call() throws IOException {
    byte[] jar = AgentJar.carried().orElse(null);
    if (jar == null) {
      return refuse("this build carries no agent; run tuplewatch.jar");
    }
    if (file.equals(STANDARD_OUTPUT)) {
      return toStandardOutput(jar);
    }
    try {
      replace(Path.of(file), jar);
      return ExitCode.OK;
    } catch (IOException | IllegalArgumentException e) {
      return refuse(UnusableInput.of(file, JsonFile.reason(e)).getMessage());
    }
  }

  private int toStandardOutput(byte[] jar) throws IOException {
    if (ProgressLine.isTerminal()) {
      return refuse("a jar is nothing for a terminal; name a file, or add > FILE");
    }
    try (OutputStream out = new FileOutputStream(FileDescriptor.out)) {
      out.write(jar);
    }
    return ExitCode.OK;
  }

  /** A JVM that has the former file open keeps it. */
  private static void replace(Path target, byte[] jar) throws IOException {
    if (Files.exists(target) && !Files.isRegularFile(target)) {
      Files.write(target, jar);
      return;
    }
    Path part = target.resolveSibling(target.getFileName() + CompleteFile.SUFFIX);
    try {
      Files.write(part, jar);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }

  private int refuse(@Nullable String reason) {
    spec.commandLine().getErr().println("tuplewatch: " + reason);
    return ExitCode.SOFTWARE;
  }
}

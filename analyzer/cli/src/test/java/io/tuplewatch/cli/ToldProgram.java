package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/**
 * A small Java program in a process of its own that does what each line of its standard input says,
 * and answers "done"; at first it says "ready".
 */
final class ToldProgram implements AutoCloseable {

  private static final Map<String, byte[]> COMPILED = new ConcurrentHashMap<>();

  private final Process process;
  private final Writer in;
  private final BufferedReader out;

  private ToldProgram(Process process) throws IOException {
    this.process = process;
    this.in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII);
    this.out =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    String line = out.readLine();
    while (line != null && !line.equals("ready")) {
      line = out.readLine(); // of the flight recorder's
    }
    assertThat(line).isEqualTo("ready");
  }

  /** Puts a class of the default package into a directory, compiled for Java 8; once by name. */
  static void compile(String name, String program, Path directory) throws IOException {
    Path compiled = directory.resolve(name + ".class");
    byte[] known = COMPILED.get(name);
    if (known != null) {
      Files.write(compiled, known);
      return;
    }
    Path source = directory.resolve(name + ".java");
    Files.writeString(source, program);
    int code =
        javax.tools.ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "--release", "8", "-Xlint:-options", source.toString());
    assertThat(code).isZero();
    COMPILED.put(name, Files.readAllBytes(compiled));
  }

  /** Returns when it is ready; its standard error goes to the directory's file "stderr". */
  static ToldProgram start(List<String> command, Path directory) throws IOException {
    return new ToldProgram(
        new ProcessBuilder(command).redirectError(directory.resolve("stderr").toFile()).start());
  }

  Process process() {
    return process;
  }

  /** Returns when it is done. */
  void tell(String line) throws IOException {
    in.write(line + "\n");
    in.flush();
    assertThat(out.readLine()).isEqualTo("done");
  }

  /** As a program ends by itself. */
  @Override
  public void close() throws IOException {
    try (in) {
      in.flush();
    } catch (IOException e) {
      // It was killed.
    }
    try {
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }
}

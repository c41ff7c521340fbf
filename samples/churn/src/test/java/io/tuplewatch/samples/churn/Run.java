package io.tuplewatch.samples.churn;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/** The outcome of one command run in this JVM, with what it printed. */
record Run(int exitCode, String out, String err) {

  static Run churn(String... args) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    Ending ending =
        new Churn(InputStream.nullInputStream(), printer(out), printer(err)).execute(args);
    return new Run(ending.code(), text(out), text(err));
  }

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  private static String text(ByteArrayOutputStream bytes) {
    return bytes.toString(StandardCharsets.UTF_8);
  }
}

package io.tuplewatch.agent.cases;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Paths;

/** Prints the network namespace it runs in. */
public final class SettingsCase {

  private SettingsCase() {}

  public static void main(String[] args) throws IOException {
    System.out.println(Files.readSymbolicLink(Paths.get("/proc/self/ns/net")));
  }
}

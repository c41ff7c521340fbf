package io.tuplewatch.agent.clients;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.Arrays;
import java.util.List;

/** The kernel's count of connects in this network namespace, successful or not (RFC 4022). */
final class ActiveOpens {

  private ActiveOpens() {}

  /** To be called when the client has done. */
  static void tell() throws IOException {
    List<String> names = null;
    for (String line :
        Files.readAllLines(Paths.get("/proc/self/net/snmp"), StandardCharsets.US_ASCII)) {
      if (line.startsWith("Tcp:")) {
        List<String> words = Arrays.asList(line.split(" ", -1));
        if (names != null) {
          System.out.println("active opens " + words.get(names.indexOf("ActiveOpens")));
        }
        names = words;
      }
    }
  }
}

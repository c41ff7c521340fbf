package io.tuplewatch.cli.jvm;

import java.util.List;
import java.util.Set;

/** What a JVM's command line says of it. */
final class CommandLine {

  /** Options of the launcher whose value is the next word. */
  private static final Set<String> WITH_VALUE =
      Set.of(
          "-cp",
          "-classpath",
          "--class-path",
          "-p",
          "--module-path",
          "--upgrade-module-path",
          "--add-modules",
          "--limit-modules",
          "--enable-native-access",
          "--add-exports",
          "--add-opens",
          "--add-reads",
          "--patch-module",
          "--source");

  private CommandLine() {}

  /** The main class, module or jar. */
  static String name(List<String> arguments) {
    for (int i = 1; i < arguments.size(); i++) {
      String word = arguments.get(i);
      boolean last = i + 1 == arguments.size();
      if (word.equals("-jar") || word.equals("-m") || word.equals("--module")) {
        return last ? "java" : lastPart(arguments.get(i + 1));
      }
      if (WITH_VALUE.contains(word)) {
        i++;
      } else if (!word.startsWith("-") && !word.startsWith("@") && !word.isEmpty()) {
        return word;
      }
    }
    return "java";
  }

  private static String lastPart(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }
}

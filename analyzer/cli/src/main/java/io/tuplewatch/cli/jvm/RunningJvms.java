package io.tuplewatch.cli.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Finds the JVMs of this machine: the processes that have libjvm.so mapped. Other than the JDK's
 * own list, that includes JVMs in containers and those without performance data. Stateless.
 */
public final class RunningJvms {

  private static final Pattern EFFECTIVE_UID = Pattern.compile("(?m)^Uid:\\s+\\d+\\s+(\\d+)");
  private static final String VM_LIBRARY = "/libjvm.so";

  private final Path proc;

  public RunningJvms() {
    this(Path.of("/proc"));
  }

  RunningJvms(Path proc) {
    this.proc = proc;
  }

  /**
   * Sorted by process id; never this JVM itself.
   *
   * @param ofAllUsers false: of this user only. Root sees what others are only if asked, too
   */
  public List<RunningJvm> find(boolean ofAllUsers) throws IOException {
    long self = ProcessHandle.current().pid();
    long user = uid(proc.resolve(String.valueOf(self)));
    List<RunningJvm> found = new ArrayList<>();
    try (Stream<Path> entries = Files.list(proc)) {
      entries
          .filter(entry -> entry.getFileName().toString().matches("[0-9]{1,9}"))
          .flatMap(entry -> jvm(entry).stream())
          .filter(jvm -> jvm.pid() != self && (ofAllUsers || jvm.uid() == user))
          .sorted(Comparator.comparingLong(RunningJvm::pid))
          .forEach(found::add);
    }
    return found;
  }

  /**
   * The user of a process that is not this user's; empty if it is, or there is no such process.
   *
   * @param pid digits; else the answer is empty
   */
  public static OptionalLong ownerOfAnother(String pid) {
    if (!pid.matches("[0-9]{1,9}")) {
      return OptionalLong.empty();
    }
    try {
      Path proc = Path.of("/proc");
      long owner = uid(proc.resolve(pid));
      return owner == uid(proc.resolve("self")) ? OptionalLong.empty() : OptionalLong.of(owner);
    } catch (IOException e) {
      return OptionalLong.empty();
    }
  }

  private static Optional<RunningJvm> jvm(Path process) {
    try {
      if (!Files.readString(process.resolve("maps"), StandardCharsets.ISO_8859_1)
          .contains(VM_LIBRARY)) {
        return Optional.empty();
      }
      List<String> arguments =
          List.of(
              Files.readString(process.resolve("cmdline"), StandardCharsets.UTF_8).split("\0", -1));
      long pid = Long.parseLong(process.getFileName().toString());
      return Optional.of(
          new RunningJvm(pid, uid(process), CommandLine.name(arguments), arguments, process));
    } catch (IOException e) {
      // Ended meanwhile, or of another user.
      return Optional.empty();
    }
  }

  private static long uid(Path process) throws IOException {
    Matcher uid = EFFECTIVE_UID.matcher(Files.readString(process.resolve("status")));
    return uid.find() ? Long.parseLong(uid.group(1)) : -1;
  }
}

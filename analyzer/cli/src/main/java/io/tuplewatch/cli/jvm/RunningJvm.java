package io.tuplewatch.cli.jvm;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A JVM of this machine, as {@code /proc} shows it. Texts come from another process: untrusted.
 *
 * @param pid as seen from here
 * @param uid effective user id
 * @param name main class, module or jar; "java" if the command line does not say
 * @param arguments the command line, the launcher's name first
 * @param directory its folder below /proc
 */
public record RunningJvm(long pid, long uid, String name, List<String> arguments, Path directory) {

  private static final Pattern SOCKET = Pattern.compile("socket:\\[(\\d+)\\]");

  /** Signals that are caught or ignored, and what the process calls itself in its namespace. */
  private static final Pattern SIGNALS =
      Pattern.compile("(?m)^Sig(?:Cgt|Ign):\\s+(\\p{XDigit}{1,16})");

  private static final Pattern OWN_PID = Pattern.compile("(?m)^NSpid:.*?(\\d+)$");
  private static final long SIGQUIT = 1L << 2;

  /** A file as this JVM sees it, seen from here: its container's files may be others. */
  public Path fileAsItSees(Path absolute) {
    return directory.resolve("root").resolve(absolute.toString().substring(1));
  }

  /** One of its open files, as it sees it: in a mere chroot, the link shows the path from here. */
  String withoutItsRoot(String file) {
    String root = target(directory.resolve("root"));
    return root.length() > 1 && file.startsWith(root + "/") ? file.substring(root.length()) : file;
  }

  /**
   * Whether that option is on the command line; JAVA_TOOL_OPTIONS and @files are not looked into.
   */
  public boolean hasOption(String option) {
    return arguments.contains(option);
  }

  /** Whether the process is gone, or only its parent has not yet asked how it ended. */
  public boolean hasEnded() {
    return text("cmdline").isEmpty();
  }

  /**
   * Whether attaching would end it. A JVM is asked by SIGQUIT to listen, and that ends one that is
   * starting, which has no handler yet. One that listens already is not asked.
   */
  boolean isEndedByAttaching() {
    String status = text("status");
    boolean survives =
        SIGNALS
            .matcher(status)
            .results()
            .anyMatch(mask -> (Long.parseUnsignedLong(mask.group(1), 16) & SIGQUIT) != 0);
    Matcher ownPid = OWN_PID.matcher(status);
    return !status.isEmpty()
        && !survives
        && !(ownPid.find()
            && Files.exists(fileAsItSees(Path.of("/tmp/.java_pid" + ownPid.group(1)))));
  }

  /** Inode of a namespace, as {@code net:[4026531840]}; "unknown" if that may not be seen. */
  public String namespace(String kind) {
    try {
      return Files.readSymbolicLink(directory.resolve("ns").resolve(kind)).toString();
    } catch (IOException | UnsupportedOperationException e) {
      return "unknown";
    }
  }

  /** Inodes of its open sockets; empty if they may not be seen. */
  Set<String> socketInodes() {
    Set<String> inodes = new HashSet<>();
    for (String file : openFiles()) {
      Matcher socket = SOCKET.matcher(file);
      if (socket.matches()) {
        inodes.add(socket.group(1));
      }
    }
    return inodes;
  }

  /** What it has open, as the links below /proc name it; empty if that may not be seen. */
  List<String> openFiles() {
    List<String> files = new ArrayList<>();
    try (DirectoryStream<Path> descriptors = Files.newDirectoryStream(directory.resolve("fd"))) {
      for (Path descriptor : descriptors) {
        files.add(target(descriptor));
      }
    } catch (IOException | DirectoryIteratorException e) {
      // Ended meanwhile, or of another user.
    }
    return files;
  }

  private static String target(Path link) {
    try {
      return Files.readSymbolicLink(link).toString();
    } catch (IOException e) {
      return "";
    }
  }

  /** The text of one of its files below /proc; empty if that may not be read. */
  String text(String file) {
    try {
      return Files.readString(directory.resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}

package io.tuplewatch.agent.boot;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Set;

/** Files that only their owner can read: recordings name hosts, ports and code. */
final class PrivateFile {

  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /**
   * Creates the file, empty, or narrows an existing one's permissions.
   *
   * @param name with %p for the process id and %t for the time in UTC as yyyy_MM_dd_HH_mm_ss
   */
  static Path create(String name) throws IOException {
    Path path = new File(expand(name)).toPath().toAbsolutePath();
    if (!Files.exists(path)) {
      Files.createFile(path, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }
    Files.setPosixFilePermissions(path, OWNER_ONLY);
    return path;
  }

  private static String expand(String name) throws IOException {
    String expanded = name;
    if (name.contains("%p")) {
      String pid = new File("/proc/self").getCanonicalFile().getName();
      expanded = expanded.replace("%p", pid);
    }
    if (name.contains("%t")) {
      String time =
          LocalDateTime.now(ZoneOffset.UTC)
              .format(DateTimeFormatter.ofPattern("yyyy_MM_dd_HH_mm_ss"));
      expanded = expanded.replace("%t", time);
    }
    return expanded;
  }
}

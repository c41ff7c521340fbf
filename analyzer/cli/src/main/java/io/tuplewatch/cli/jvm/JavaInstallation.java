package io.tuplewatch.cli.jvm;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.jspecify.annotations.Nullable;

/**
 * The Java installation a JVM runs from, told from its files, as the JVM sees them.
 *
 * @param version as in its release file, or in the manifest of a JDK 8's class library (Debian's
 *     has no release file); "unknown" without either
 * @param vendor from the same place
 * @param hasInstrument whether an agent can be loaded: java.instrument
 * @param hasFlightRecorder whether events can be recorded: jdk.jfr, on a VM that supports it
 */
public record JavaInstallation(
    String version, String vendor, boolean hasInstrument, boolean hasFlightRecorder) {

  private static final int DEEPEST = 6;
  private static final int LONGEST_MANIFEST = 4096;

  /** Zero and OpenJ9 have the classes of the Flight Recorder, but not the recorder. */
  private static final Pattern WITHOUT_RECORDER = Pattern.compile("/zero/libjvm\\.so|/libj9vm");

  static JavaInstallation of(RunningJvm jvm) {
    return in(home(jvm)).onVm(jvm.text("maps"));
  }

  /** This installation as it runs on the VM whose libraries these mapped files name. */
  JavaInstallation onVm(String maps) {
    return new JavaInstallation(
        version,
        vendor,
        hasInstrument,
        hasFlightRecorder && !WITHOUT_RECORDER.matcher(maps).find());
  }

  /** {@code home} is null if it cannot be seen. */
  static JavaInstallation in(@Nullable Path home) {
    String release = home == null ? "" : text(home.resolve("release"));
    String modules = value(release, "MODULES");
    return new JavaInstallation(
        known(value(release, "JAVA_VERSION"), home, "Implementation-Version"),
        known(value(release, "IMPLEMENTOR"), home, "Implementation-Vendor"),
        modules.isEmpty()
            ? has(home, "libinstrument.so")
            : List.of(modules.split(" ", -1)).contains("java.instrument"),
        modules.isEmpty()
            ? has(home, "jfr.jar")
            : List.of(modules.split(" ", -1)).contains("jdk.jfr"));
  }

  /** From JDK 21 on, loading an agent into a running JVM makes it print a warning. */
  public boolean warnsOfDynamicLoading() {
    Matcher feature = Pattern.compile("(\\d+).*").matcher(version);
    return feature.matches() && Integer.parseInt(feature.group(1)) >= 21;
  }

  /** Above bin/java, or jre/bin/java of a JDK 8. */
  private static @Nullable Path home(RunningJvm jvm) {
    try {
      Path executable = Files.readSymbolicLink(jvm.directory().resolve("exe"));
      Path inContainer = jvm.fileAsItSees(executable);
      // Of a mere chroot the link shows the path from here.
      Path seen = Files.exists(inContainer) ? inContainer : executable;
      Path home = seen.resolve("../..").normalize();
      boolean jreOfJdk8 = home.endsWith("jre") && !Files.exists(home.resolve("release"));
      return jreOfJdk8 ? home.resolve("..").normalize() : home;
    } catch (IOException e) {
      return null;
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }

  private static String value(String release, String key) {
    Matcher line = Pattern.compile("(?m)^" + key + "=\"([^\"]{0,5000})\"").matcher(release);
    return line.find() ? line.group(1) : "";
  }

  private static String known(String released, @Nullable Path home, String attribute) {
    if (!released.isEmpty() || home == null) {
      return released.isEmpty() ? "unknown" : released;
    }
    Pattern line = Pattern.compile("(?m)^" + attribute + ": ([ -~]{1,70})\\r?$");
    return Stream.of("jre/lib/rt.jar", "lib/rt.jar")
        .map(library -> line.matcher(manifest(home.resolve(library))))
        .filter(Matcher::find)
        .map(found -> found.group(1))
        .findFirst()
        .orElse("unknown");
  }

  /** The start of a jar's manifest; empty if there is none. */
  private static String manifest(Path jar) {
    try (ZipFile zip = new ZipFile(jar.toFile())) {
      ZipEntry entry = zip.getEntry("META-INF/MANIFEST.MF");
      if (entry == null) {
        return "";
      }
      try (InputStream in = zip.getInputStream(entry)) {
        return new String(in.readNBytes(LONGEST_MANIFEST), StandardCharsets.UTF_8);
      }
    } catch (IOException e) {
      return "";
    }
  }

  private static boolean has(@Nullable Path home, String file) {
    if (home == null) {
      return false;
    }
    try (Stream<Path> files =
        Files.find(home, DEEPEST, (path, attributes) -> path.endsWith(file))) {
      return files.findAny().isPresent();
    } catch (IOException | java.io.UncheckedIOException e) {
      return false;
    }
  }
}

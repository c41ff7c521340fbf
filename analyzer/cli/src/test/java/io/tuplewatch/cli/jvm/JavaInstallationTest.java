package io.tuplewatch.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JavaInstallationTest {

  @TempDir Path home;

  @Test
  void releaseFileNamesVersionVendorAndModules() throws IOException {
    Files.writeString(
        home.resolve("release"),
        "IMPLEMENTOR=\"Acme\"\nJAVA_VERSION=\"17.0.15\"\nMODULES=\"java.base java.instrument\"\n");

    assertThat(JavaInstallation.in(home))
        .isEqualTo(new JavaInstallation("17.0.15", "Acme", true, false));
  }

  @Test
  void vmWithoutSupportHasNoFlightRecorderWhateverItsModules() {
    JavaInstallation java = new JavaInstallation("17", "Debian", true, true);

    assertThat(java.onVm("7f00-7f01 r-xp 0 08:01 5 /usr/lib/jvm/java-17/lib/server/libjvm.so\n"))
        .isEqualTo(java);
    assertThat(java.onVm("7f00-7f01 r-xp 0 08:01 5 /usr/lib/jvm/java-17/lib/zero/libjvm.so\n"))
        .isEqualTo(new JavaInstallation("17", "Debian", true, false));
    assertThat(java.onVm("7f00-7f01 r-xp 0 08:01 5 /opt/openj9/lib/default/libj9vm29.so\n"))
        .isEqualTo(new JavaInstallation("17", "Debian", true, false));
  }

  @Test
  void jdk8WithoutReleaseFileIsKnownByTheManifestOfItsClassLibrary() throws IOException {
    writeLibrary("Implementation-Version: 1.8.0_504\r\nImplementation-Vendor: Debian\r\n");
    Files.createFile(home.resolve("jre/lib/jfr.jar"));

    assertThat(JavaInstallation.in(home))
        .isEqualTo(new JavaInstallation("1.8.0_504", "Debian", false, true));
  }

  @Test
  void versionsThatWouldActOnATerminalAreUnknown() throws IOException {
    writeLibrary("Implementation-Version: 1.8\u001b[2J\r\n");

    assertThat(JavaInstallation.in(home).version()).isEqualTo("unknown");
    assertThat(JavaInstallation.in(null).version()).isEqualTo("unknown");
  }

  @Test
  void damagedClassLibraryIsUnknown() throws IOException {
    Files.createDirectories(home.resolve("jre/lib"));
    Files.writeString(home.resolve("jre/lib/rt.jar"), "no zip file");

    assertThat(JavaInstallation.in(home).version()).isEqualTo("unknown");
  }

  private void writeLibrary(String manifest) throws IOException {
    Files.createDirectories(home.resolve("jre/lib"));
    try (OutputStream out = Files.newOutputStream(home.resolve("jre/lib/rt.jar"));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("META-INF/MANIFEST.MF"));
      zip.write(("Manifest-Version: 1.0\r\n" + manifest).getBytes(StandardCharsets.UTF_8));
    }
  }
}

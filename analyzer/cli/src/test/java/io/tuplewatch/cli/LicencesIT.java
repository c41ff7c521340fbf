package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** What tuplewatch.jar says of the code of others that it holds. */
class LicencesIT {

  private static final Path JAR = Path.of(System.getProperty("tuplewatch.jar"));
  private static final Pattern TEXT = Pattern.compile("META-INF/[^/]*(LICEN[CS]E|NOTICE)[^/]*");

  @Test
  void everyLicenceAndNoticeOfABundledLibraryIsThere() throws Exception {
    assertThat(texts(jarOf(JsonFactory.class), TEXT)).hasSize(5);
    for (Class<?> library : List.of(JsonFactory.class, CommandLine.class)) {
      Path file = jarOf(library);
      String artifact = file.getFileName().toString().replaceFirst("-[0-9].*", "");
      for (Map.Entry<String, String> text : texts(file, TEXT).entrySet()) {
        String name = text.getKey().replace("META-INF/", "META-INF/licenses/" + artifact + "/");
        assertThat(ours()).containsEntry(name, text.getValue());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "jackson-core/NOTICE",
        "jackson-core/FastDoubleParser-LICENSE",
        "jackson-core/FastDoubleParser-ThirdParty-LICENSE",
        "jackson-core/Schubfach-LICENSE",
        "jmc/LICENSE.txt",
        "jmc/THIRD_PARTY_LICENSES.txt",
        "encoder/LICENSE",
        "prometheus/NOTICE"
      })
  void textIsThereAndTheNoticeNamesIt(String text) throws IOException {
    Map<String, String> ours = ours();

    assertThat(ours).containsKey("META-INF/licenses/" + text);
    assertThat(ours.get("META-INF/licenses/" + text)).contains("Copyright");
    assertThat(ours.get("META-INF/NOTICE")).contains("META-INF/licenses/" + text);
  }

  @Test
  void licenceAndNoticeOfTheJarAreThoseOfTheProject() throws IOException {
    assertThat(ours())
        .containsEntry("META-INF/LICENSE", Files.readString(Path.of("../../LICENSE")))
        .containsEntry("META-INF/NOTICE", Files.readString(Path.of("../../NOTICE")));
  }

  private static Map<String, String> ours() throws IOException {
    return texts(JAR, Pattern.compile("META-INF/(LICENSE|NOTICE|licenses/.*[^/])"));
  }

  private static Path jarOf(Class<?> type) throws URISyntaxException {
    Path file = Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    assertThat(file).isRegularFile().isNotEqualTo(JAR);
    return file;
  }

  private static Map<String, String> texts(Path file, Pattern names) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (JarFile jar = new JarFile(file.toFile())) {
      for (JarEntry entry : jar.stream().toList()) {
        if (names.matcher(entry.getName()).matches()) {
          try (InputStream in = jar.getInputStream(entry)) {
            texts.put(entry.getName(), new String(in.readAllBytes(), StandardCharsets.UTF_8));
          }
        }
      }
    }
    return texts;
  }
}

package io.tuplewatch.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineTest {

  @ParameterizedTest
  @CsvSource({
    "java -jar /srv/app.jar --port 80, app.jar",
    "/usr/bin/java -Xmx1g -cp a.jar:b.jar com.example.Main x, com.example.Main",
    "java --module-path lib -m app/com.example.Main, com.example.Main",
    "java --add-opens java.base/java.lang=ALL-UNNAMED -Dx=y @args Main, Main",
    "java -version, java",
    "java, java",
    "java -jar, java"
  })
  void nameIsTheMainClassModuleOrJar(String commandLine, String name) {
    assertThat(CommandLine.name(List.of(commandLine.split(" ")))).isEqualTo(name);
  }
}

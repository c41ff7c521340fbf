package io.tuplewatch.agent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JdkToolTest {

  /** As sun.java.command has them on 8 and on 9 and later. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "sun.tools.jcmd.JCmd",
        "sun.security.tools.keytool.Main",
        "com.sun.tools.javac.Main",
        "jdk.jcmd/sun.tools.jcmd.JCmd",
        "java.base/sun.security.tools.keytool.Main",
        "jdk.jfr/jdk.jfr.internal.tool.Main",
        "jdk.compiler/com.sun.tools.javac.Main",
        "java.rmi/sun.rmi.registry.RegistryImpl"
      })
  void toolsOfTheJdkAreKnown(String mainClass) {
    assertThat(JdkTool.isTool(mainClass)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "app.jar",
        "com.example.Main",
        "example.app/com.example.Main",
        "jdkless.Main",
        "sunrise.Main",
        "jdk.compiler/com.sun.tools.javac.launcher.Main",
        "jdk.compiler/com.sun.tools.javac.launcher.SourceLauncher"
      })
  void applicationsAreNotTools(String mainClass) {
    assertThat(JdkTool.isTool(mainClass)).isFalse();
  }
}

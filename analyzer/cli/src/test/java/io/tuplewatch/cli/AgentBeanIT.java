package io.tuplewatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The agent's counts, as JMX and as status show them, of real JVMs. */
@EnabledOnOs(OS.LINUX) // as the agent
@Timeout(300)
class AgentBeanIT {

  @TempDir private Path directory;

  static Stream<Path> javas() {
    return RecordIT.javas();
  }

  @SuppressWarnings("BanJNDI") // the address is of a JVM that the test has started
  @ParameterizedTest
  @MethodSource("javas")
  void beanShowsWhatTheAgentCountsAndGoesWithIt(Path java) throws Exception {
    ObjectName name = new ObjectName("io.tuplewatch:type=Agent");
    try (ReusingJvm jvm =
            ReusingJvm.withAgent(
                java, directory, "record=" + directory.resolve("own.jfr") + ",jmx=on");
        JMXConnector connector = JMXConnectorFactory.connect(managementOf(jvm))) {
      MBeanServerConnection server = connector.getMBeanServerConnection();
      jvm.connect(3);
      jvm.fail();
      jvm.connect(2);
      awaitBean(server, name);

      assertThat(server.getAttribute(name, "Connects")).isEqualTo(6L);
      assertThat(server.getAttribute(name, "Closes")).isEqualTo(5L);
      assertThat(server.getAttribute(name, "OpenSockets")).isEqualTo(0L);
      assertThat(server.getAttribute(name, "Failures")).isEqualTo(1L);
      assertThat(server.getAttribute(name, "EarlyReuses")).isEqualTo(5L);
      assertThat(server.getAttribute(name, "FailedEarlyReuses")).isEqualTo(1L);
      assertThat((String) server.getAttribute(name, "LastFailure")).contains(" REFUSED ");
      TabularData byOutcome = (TabularData) server.getAttribute(name, "FailuresByOutcome");
      assertThat(byOutcome.values())
          .singleElement()
          .satisfies(row -> assertThat(((CompositeData) row).get("value")).isEqualTo(1L));

      assertThat(Tool.start("detach", jvm.pid()).waitFor()).isZero();
      assertThat(server.isRegistered(name)).isFalse();
    }
  }

  @ParameterizedTest
  @MethodSource("javas")
  void statusShowsFailuresAndEarlyReusesByDestination(Path java) throws Exception {
    try (ReusingJvm jvm =
        ReusingJvm.withAgent(java, directory, "record=" + directory.resolve("own.jfr"))) {
      jvm.connect(3);
      jvm.fail();

      awaitStatusWith(jvm, "failures 1", "\n  last failure ", "\n  127.0.0.1:");

      assertThat(status(jvm))
          .contains("earlyReuses 3, failedEarlyReuses 1")
          .contains("\n  last failure ")
          .containsPattern(
              "\n  127\\.0\\.0\\.1:\\d+ failures 1 earlyReuses 3 failedEarlyReuses" + " 1");
    }
  }

  /**
   * The agent sets one property after the other, so that they are asked for until all are there.
   */
  private static void awaitStatusWith(ReusingJvm jvm, String... words) throws Exception {
    Await.until(
        "status with " + List.of(words), () -> Stream.of(words).allMatch(status(jvm)::contains));
  }

  private static String status(ReusingJvm jvm) throws IOException {
    return new String(
        Tool.start("status", jvm.pid()).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  private static JMXServiceURL managementOf(ReusingJvm jvm) throws Exception {
    VirtualMachine vm = VirtualMachine.attach(jvm.pid());
    try {
      return new JMXServiceURL(vm.startLocalManagementAgent());
    } finally {
      vm.detach();
    }
  }

  private static void awaitBean(MBeanServerConnection server, ObjectName name) throws Exception {
    Await.until("a bean " + name, () -> server.queryNames(name, null).size() == 1);
  }
}

package io.tuplewatch.samples.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OptionsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "                                        | give a command, server or client",
        "proxy                                   | unknown command 'proxy'",
        "server 80                               | unknown option '80'",
        "server --prot 80                        | unknown option '--prot'",
        "server --port                           | --port needs a value",
        "server --port --until-eof               | --port needs a value",
        "server --until-eof=yes                  | --until-eof takes no value",
        "server --port 1 --port 2                | --port is given more than once",
        "server --port 65536                     | from 0 to 65535, not '65536'",
        "server --port=-1                        | from 0 to 65535, not '-1'",
        "server --port http                      | from 0 to 65535, not 'http'",
        "server --close both                     | takes one of server, client, not 'both'",
        "client                                  | give either --to HOST:PORT or --addresses",
        "client --to a:1 --addresses 10.0.0.1    | give either --to HOST:PORT or --addresses",
        "client --to 127.0.0.1                   | --to takes HOST:PORT, not '127.0.0.1'",
        "client --to 127.0.0.1:0                 | --to takes HOST:PORT, not '127.0.0.1:0'",
        "client --to 127.0.0.1:70000             | --to takes HOST:PORT, not '127.0.0.1:70000'",
        "client --to :80                         | --to takes HOST:PORT, not ':80'",
        "client --to 127.0.0.1:1 --port 2        | --addresses and --port go together",
        "client --addresses 10.0.0.1             | --addresses and --port go together",
        "client --port 1 --addresses 10.0.0.256  | FROM-TO, not '10.0.0.256'",
        "client --port 1 --addresses 10.0.1      | FROM-TO, not '10.0.1'",
        "client --port 1 --addresses 10.0.0.2-10.0.0.1 | FROM-TO, not '10.0.0.2-10.0.0.1'",
        "client --port 1 --addresses 10.0.0.1-10.0.0.2-10.0.0.3 | FROM-TO, not",
        "client --port 1 --addresses 10.0.0.0-10.1.0.0 | at most 65536 addresses",
        "client --port 0 --addresses 10.0.0.1    | from 1 to 65535, not '0'",
        "client --to 127.0.0.1:1 --rate -1       | from 0 to 1000000, not '-1'",
        "client --to 127.0.0.1:1 --rate NaN      | from 0 to 1000000, not 'NaN'",
        "client --to 127.0.0.1:1 --bytes 0       | from 1 to 1048576, not '0'",
        "client --to 127.0.0.1:1 --requests 2    | --requests above 1 needs --close client",
        "client --to 127.0.0.1:1 --connects 0    | from 1 to 2147483647, not '0'",
        "client --to 127.0.0.1:1 --threads 0     | from 1 to 1000, not '0'",
        "client --to 127.0.0.1:1 --api netty     | socket, channel, non-blocking-channel, not",
        "client --to 127.0.0.1:1 --socket-factory java.lang.String | SocketFactory on the class path, not",
        "client --to 127.0.0.1:1 --socket-factory no.such.Class | on the class path, not 'no.such.Class'",
        "client --to 127.0.0.1:1 --socket-factory X --api channel | --socket-factory goes with --api socket",
        "client --to 127.0.0.1:1 --exit crash    | normal, system-exit, halt, not 'crash'",
      })
  void aCommandLineNotUnderstoodIsExplainedInOneLine(String line, String message) {
    Run run = line == null ? Run.churn() : Run.churn(line.split(" "));

    assertThat(run.err()).startsWith("churn: ").contains(message).endsWith(" (see --help)\n");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.exitCode()).isEqualTo(2);
  }

  @Test
  void controlCharactersOfAnOptionDoNotReachTheTerminal() {
    Run run = Run.churn("server", "--\u001b[2J\u009b2J\nport");

    assertThat(run.err()).isEqualTo("churn: unknown option '--?[2J?2J?port' (see --help)\n");
    assertThat(Run.churn("server", "--log=/\u001b[2J/none").err())
        .startsWith("churn: cannot write the log '/?[2J/none': ")
        .doesNotContain("\u001b");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "server --help", "client --to nonsense --help"})
  void helpGoesToStandardOutput(String line) {
    Run run = Run.churn(line.split(" "));

    assertThat(run.out()).startsWith("Usage: churn ");
    assertThat(run.err()).isEmpty();
    assertThat(run.exitCode()).isZero();
  }

  @Test
  void aPortInUseIsNamed() throws Exception {
    try (ServerSocket other = new ServerSocket(0)) {
      Run run = Run.churn("server", "--port=" + other.getLocalPort());

      assertThat(run.err())
          .startsWith("churn: cannot listen on '0.0.0.0' port " + other.getLocalPort() + ": ");
      assertThat(run.err().lines()).hasSize(1);
      assertThat(run.exitCode()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"server", "client --to 127.0.0.1:1"})
  void aLogThatCannotBeWrittenIsNamed(String line, @TempDir Path directory) {
    Run run = Run.churn((line + " --log=" + directory).split(" "));

    assertThat(run.err()).startsWith("churn: cannot write the log '" + directory + "': ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aFullDiskIsNamedWithTheLog() {
    Run run = Run.churn("client", "--to=127.0.0.1:1", "--connects=1", "--log=/dev/full");

    assertThat(run.err()).startsWith("churn: cannot write the log '/dev/full': ");
    assertThat(run.err().lines()).hasSize(1);
    assertThat(run.exitCode()).isEqualTo(1);
  }

  @Test
  void ipv6LiteralsStandInBrackets() throws Exception {
    ClientOptions options = ClientOptions.parse(List.of("--to", "[::1]:8080"));

    assertThat(options.destinations())
        .containsExactly(new InetSocketAddress("0:0:0:0:0:0:0:1", 8080));
  }
}

package io.tuplewatch.samples.churn;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Each log is the other's oracle: one is written from accept(), the other from connect(). */
class LogsAgreeTest {

  private static final int CONNECTS = 300;

  @TempDir private Path directory;

  static Stream<Arguments> everyApiAndClosingSide() {
    return Stream.of(Connector.Api.values())
        .flatMap(
            api -> Stream.of(ClosingSide.values()).map(close -> Arguments.of(option(api), close)));
  }

  @ParameterizedTest
  @MethodSource("everyApiAndClosingSide")
  void everyConnectArrivesAndBothSidesLogTheSamePorts(String api, ClosingSide close)
      throws Exception {
    try (RunningServer server = server(close, CONNECTS)) {
      Run client = client(server, CONNECTS, api, close, "--threads=3");

      assertThat(client.exitCode()).as(client.err()).isZero();
      assertThat(client.out()).contains("300 connected, 0 failed;", " 0 failed exchanging");
      assertThat(server.summary()).isEqualTo("300 connections accepted, 0 broken off");
    }
    Csv connects = Csv.read(log("client"));
    Csv accepted = Csv.read(log("server"));
    assertThat(connects.columns("localPort", "remotePort"))
        .hasSize(CONNECTS)
        .containsExactlyInAnyOrderElementsOf(accepted.columns("peerPort", "localPort"));
    assertThat(connects.columns("outcome", "exchange")).containsOnly("connected done");
    assertThat(connects.columns("sequence"))
        .containsExactlyInAnyOrderElementsOf(
            LongStream.range(0, CONNECTS).mapToObj(String::valueOf).toList());
    assertThat(connects.columns("thread")).isSubsetOf("churn-1", "churn-2", "churn-3");
  }

  @ParameterizedTest
  @MethodSource("everyApiAndClosingSide")
  void aMegabyteEachWayIsExchangedThoughItFillsTheSocketBuffers(String api, ClosingSide close)
      throws Exception {
    try (RunningServer server = server(close, 3)) {
      Run client = client(server, 3, api, close, "--bytes=1048576");

      assertThat(client.out()).contains("3 connected, 0 failed;", " 0 failed exchanging");
      assertThat(server.summary()).isEqualTo("3 connections accepted, 0 broken off");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // elsewhere only 127.0.0.1 of 127/8 is up
  void anAddressRangeIsTakenInTurn() throws Exception {
    try (RunningServer server = server(ClosingSide.SERVER, 8)) {
      Run.churn(
          "client",
          "--addresses=127.0.0.254-127.0.1.1",
          "--port=" + server.port(),
          "--connects=8",
          "--log=" + log("client"));
      server.summary();
    }
    List<String> turn = List.of("127.0.0.254", "127.0.0.255", "127.0.1.0", "127.0.1.1");
    List<String> twoTurns = Stream.of(turn, turn).flatMap(List::stream).toList();
    assertThat(Csv.read(log("client")).columns("remoteAddress")).isEqualTo(twoTurns);
    assertThat(Csv.read(log("server")).columns("localAddress")).isEqualTo(twoTurns);
  }

  private RunningServer server(ClosingSide close, int connections) throws Exception {
    return RunningServer.start(
        "--close=" + option(close), "--connections=" + connections, "--log=" + log("server"));
  }

  private Run client(
      RunningServer server, int connects, String api, ClosingSide close, String... more) {
    List<String> args =
        List.of(
            "client",
            "--to=127.0.0.1:" + server.port(),
            "--connects=" + connects,
            "--api=" + api,
            "--close=" + option(close),
            "--log=" + log("client"));
    return Run.churn(Stream.concat(args.stream(), Stream.of(more)).toArray(String[]::new));
  }

  private Path log(String name) {
    return directory.resolve(name + ".csv");
  }

  private static String option(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

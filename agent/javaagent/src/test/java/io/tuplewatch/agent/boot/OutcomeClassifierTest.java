package io.tuplewatch.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.events.Outcome;
import java.io.IOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Paths;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutcomeClassifierTest {

  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;

  /** No SYN, not closing, nothing given: what a plain connect is without a route. */
  private static final FailedAttempt WITHOUT_SYN =
      new FailedAttempt(MILLISECOND, false, false, false, false);

  private static final FailedAttempt AFTER_SYN =
      new FailedAttempt(MILLISECOND, true, false, false, false);

  private static final FailedAttempt CLOSING =
      new FailedAttempt(MILLISECOND, false, true, false, false);

  static Stream<Arguments> whatJdksThrow() {
    return Stream.of(
        Arguments.of(new ConnectException("Connection refused"), Outcome.REFUSED),
        Arguments.of(new ConnectException("Connection refused: db/10.0.0.1:5432"), Outcome.REFUSED),
        Arguments.of(
            new ConnectException("Connection refused (Connection refused)"), Outcome.REFUSED),
        Arguments.of(new ConnectException("Connection timed out"), Outcome.TIMED_OUT),
        Arguments.of(new SocketTimeoutException("Connect timed out"), Outcome.TIMED_OUT),
        Arguments.of(new NoRouteToHostException("No route to host"), Outcome.UNREACHABLE),
        Arguments.of(
            new NoRouteToHostException("No route to host (Host unreachable)"), Outcome.UNREACHABLE),
        Arguments.of(new SocketException("Network is unreachable"), Outcome.UNREACHABLE),
        Arguments.of(new SocketException("Network is down"), Outcome.UNREACHABLE),
        Arguments.of(
            new BindException("Cannot assign requested address"), Outcome.ADDRESS_NOT_AVAILABLE),
        // JDK 8 wraps EADDRNOTAVAIL in this class.
        Arguments.of(
            new NoRouteToHostException("Cannot assign requested address"),
            Outcome.ADDRESS_NOT_AVAILABLE),
        Arguments.of(new SocketException("Connection reset"), Outcome.RESET),
        Arguments.of(new IOException("Connection reset by peer"), Outcome.RESET),
        Arguments.of(new SocketException("Socket closed"), Outcome.CLOSED),
        Arguments.of(new SocketException("Socket is closed"), Outcome.CLOSED),
        Arguments.of(new AsynchronousCloseException(), Outcome.CLOSED),
        Arguments.of(new ClosedByInterruptException(), Outcome.INTERRUPTED),
        Arguments.of(new SocketException("Closed by interrupt"), Outcome.INTERRUPTED),
        Arguments.of(new BindException("Permission denied"), Outcome.REFUSED_LOCALLY),
        Arguments.of(new SocketException("Operation not permitted"), Outcome.REFUSED_LOCALLY),
        Arguments.of(
            new ConnectException("Invalid argument (connect failed)"), Outcome.REFUSED_LOCALLY),
        Arguments.of(
            new SocketException("Invalid argument or cannot assign requested address"),
            Outcome.REFUSED_LOCALLY),
        Arguments.of(
            new SocketException("Address family not supported by protocol"),
            Outcome.INVALID_DESTINATION),
        Arguments.of(new SocketException("No buffer space available"), Outcome.NO_RESOURCES),
        Arguments.of(new SocketException("Cannot allocate memory"), Outcome.NO_RESOURCES),
        Arguments.of(new SocketException("Too many open files"), Outcome.NO_RESOURCES),
        Arguments.of(new SocketException("Resource temporarily unavailable"), Outcome.NO_RESOURCES),
        Arguments.of(new SocketException("Protocol not available"), Outcome.FAILED),
        Arguments.of(new IllegalStateException((String) null), Outcome.FAILED));
  }

  @ParameterizedTest
  @MethodSource("whatJdksThrow")
  void exceptionsOfTheJdkHaveTheirOutcome(Throwable thrown, Outcome outcome) {
    assertThat(OutcomeClassifier.classify(thrown, WITHOUT_SYN)).isEqualTo(outcome);
  }

  /** Hosts named like errors; the suffix of SapMachine; the prefix of Netty; musl's own texts. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Connection refused: timed-out.reset.example/10.0.0.1:80|REFUSED",
        "Connection timed out: connection-refused.example/10.0.0.1:80|TIMED_OUT",
        "No route to host: refused/10.0.0.1:80|UNREACHABLE",
        "Network is unreachable (local port 4711 to address 10.0.0.1 (timed out))|UNREACHABLE",
        "Connection refused (local port 4711 to address 10.0.0.1 (unreachable))|REFUSED",
        "connect(..) failed with error(-111): Connection refused|REFUSED",
        "finishConnect(..) failed: Connection refused: /10.0.0.1:80|REFUSED",
        "syscall:connect(..) failed: Operation timed out|TIMED_OUT",
        "Host is unreachable|UNREACHABLE",
        "Address not available|ADDRESS_NOT_AVAILABLE",
        "Too many open files in system|NO_RESOURCES",
        "the proxy answered: Connection refused|FAILED",
        "no timed out, refused or reset|FAILED",
        "Connection refusedness|FAILED"
      })
  void onlyTheErrorAMessageBeginsWithDecides(String message, Outcome outcome) {
    assertThat(OutcomeClassifier.classify(new SocketException(message), WITHOUT_SYN))
        .isEqualTo(outcome);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Permission denied",
        "Protocol not available",
        "Protocol error",
        "Operation not supported"
      })
  void errorThatOnlyIcmpBringsAfterASynIsARejection(String message) {
    assertThat(OutcomeClassifier.classify(new SocketException(message), AFTER_SYN))
        .isEqualTo(Outcome.UNREACHABLE);
  }

  @Test
  void everyOutcomeOfAFailureIsThatOfAnErrno() {
    FailedAttempt bound = new FailedAttempt(MILLISECOND, false, false, true, false);
    Set<Outcome> outcomes = EnumSet.of(Outcome.CONNECTED);
    for (Errno errno : Errno.values()) {
      for (FailedAttempt attempt : List.of(WITHOUT_SYN, AFTER_SYN, CLOSING, bound)) {
        outcomes.add(OutcomeClassifier.classify(new SocketException(errno.glibc()), attempt));
      }
    }

    assertThat(outcomes).containsExactly(Outcome.values());
  }

  @Test
  void everyErrnoIsDocumentedWithItsOutcomes() throws IOException {
    Map<String, String> documented = documentedOutcomes();

    for (Errno errno : Errno.values()) {
      for (FailedAttempt attempt : List.of(WITHOUT_SYN, AFTER_SYN, CLOSING)) {
        Outcome outcome = OutcomeClassifier.classify(new SocketException(errno.glibc()), attempt);
        assertThat(documented.get(errno.name())).as(errno.name()).contains(outcome.name());
      }
    }
    assertThat(documented).hasSize(Errno.values().length);
  }

  /** By errno, as the table of the documentation has them. */
  private static Map<String, String> documentedOutcomes() throws IOException {
    Map<String, String> outcomes = new HashMap<>();
    for (String row : Files.readAllLines(Paths.get("../../docs/events.md"))) {
      String[] cells = row.split("[|]", -1);
      if (cells.length == 4 && cells[1].startsWith(" E")) {
        Pattern.compile("\\bE[A-Z]{3,}\\b")
            .matcher(cells[1])
            .results()
            .forEach(errno -> outcomes.put(errno.group(), cells[2]));
      }
    }
    return outcomes;
  }

  @Test
  void invalidArgumentOfASocketBeingClosedIsTheApplicationsDoing() {
    SocketException thrown = new SocketException("Invalid argument");

    assertThat(OutcomeClassifier.classify(thrown, CLOSING)).isEqualTo(Outcome.CLOSED);
  }

  @Test
  void invalidArgumentForALinkLocalAddressWithoutScopeIsAnInvalidDestination() {
    FailedAttempt scopeless = new FailedAttempt(MILLISECOND, false, false, false, true);

    assertThat(OutcomeClassifier.classify(new SocketException("Invalid argument"), scopeless))
        .isEqualTo(Outcome.INVALID_DESTINATION);
  }

  @Test
  void boundSocketWithoutAnAddressToAssignHasATupleInUse() {
    FailedAttempt bound = new FailedAttempt(MILLISECOND, false, false, true, false);
    BindException thrown = new BindException("Cannot assign requested address");

    assertThat(OutcomeClassifier.classify(thrown, bound)).isEqualTo(Outcome.TUPLE_IN_USE);
  }

  @Test
  void connectExceptionOfUnknownTextFallsBackToItsDuration() {
    ConnectException refused = new ConnectException("Verbindungsaufbau abgelehnt");
    ConnectException timedOut =
        new ConnectException("Die Wartezeit für die Verbindung ist abgelaufen");

    assertThat(OutcomeClassifier.classify(refused, AFTER_SYN)).isEqualTo(Outcome.REFUSED);
    assertThat(OutcomeClassifier.classify(timedOut, after(3 * SECOND)))
        .isEqualTo(Outcome.TIMED_OUT);
  }

  @Test
  void connectExceptionOfUnknownTextIsNeverGuessedWhereItsDurationFitsBoth() {
    ConnectException either = new ConnectException("接続できません");

    assertThat(OutcomeClassifier.classify(either, after(1040 * MILLISECOND)))
        .isEqualTo(Outcome.FAILED);
  }

  /** EADDRINUSE, EADDRNOTAVAIL and EACCES are all BindExceptions. */
  @Test
  void classThatStandsForSeveralErrorsIsNotGuessedFrom() {
    assertThat(OutcomeClassifier.classify(new NoRouteToHostException("Keine Route"), AFTER_SYN))
        .isEqualTo(Outcome.UNREACHABLE);
    assertThat(OutcomeClassifier.classify(new BindException("Adresse ..."), WITHOUT_SYN))
        .isEqualTo(Outcome.FAILED);
  }

  private static FailedAttempt after(long nanos) {
    return new FailedAttempt(nanos, true, false, false, false);
  }
}

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
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class OutcomeClassifierTest {

  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;

  static Stream<Arguments> whatJdksThrow() {
    return Stream.of(
        Arguments.of(new ConnectException("Connection refused"), Outcome.REFUSED),
        Arguments.of(new ConnectException("Connection refused: db/10.0.0.1:5432"), Outcome.REFUSED),
        Arguments.of(new ConnectException("Connection timed out"), Outcome.TIMED_OUT),
        Arguments.of(new SocketTimeoutException("Connect timed out"), Outcome.TIMED_OUT),
        Arguments.of(new NoRouteToHostException("No route to host"), Outcome.UNREACHABLE),
        Arguments.of(new SocketException("Network is unreachable"), Outcome.UNREACHABLE),
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
        Arguments.of(new ConnectException("Invalid argument (connect failed)"), Outcome.CLOSED),
        Arguments.of(new ClosedByInterruptException(), Outcome.INTERRUPTED),
        Arguments.of(new SocketException("Closed by interrupt"), Outcome.INTERRUPTED),
        Arguments.of(new SocketException("Protocol not available"), Outcome.FAILED),
        Arguments.of(new IllegalStateException((String) null), Outcome.FAILED));
  }

  @ParameterizedTest
  @MethodSource("whatJdksThrow")
  void exceptionsOfTheJdkHaveTheirOutcome(Throwable thrown, Outcome outcome) {
    assertThat(OutcomeClassifier.classify(thrown, MILLISECOND)).isEqualTo(outcome);
  }

  @Test
  void localizedConnectExceptionFallsBackToItsDuration() {
    ConnectException refused = new ConnectException("Verbindungsaufbau abgelehnt");
    ConnectException timedOut =
        new ConnectException("Die Wartezeit für die Verbindung ist abgelaufen");

    assertThat(OutcomeClassifier.classify(refused, MILLISECOND)).isEqualTo(Outcome.REFUSED);
    assertThat(OutcomeClassifier.classify(timedOut, 3 * SECOND)).isEqualTo(Outcome.TIMED_OUT);
  }

  @Test
  void localizedConnectExceptionIsNeverGuessedWhereItsDurationFitsBoth() {
    ConnectException either = new ConnectException("接続できません");

    assertThat(OutcomeClassifier.classify(either, 1040 * MILLISECOND)).isEqualTo(Outcome.FAILED);
  }

  @Test
  void localizedTextsOfUnambiguousClassesNeedNoText() {
    assertThat(OutcomeClassifier.classify(new NoRouteToHostException("Keine Route"), SECOND))
        .isEqualTo(Outcome.UNREACHABLE);
    assertThat(OutcomeClassifier.classify(new BindException("Adresse nicht verfügbar"), 0))
        .isEqualTo(Outcome.ADDRESS_NOT_AVAILABLE);
  }
}

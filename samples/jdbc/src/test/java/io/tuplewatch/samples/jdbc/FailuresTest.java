package io.tuplewatch.samples.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class FailuresTest {

  private final Failures failures = new Failures();

  @Test
  void failuresThatDifferOnlyInFiguresAreCountedTogether() {
    add(timedOut("HikariPool-1 - request timed out after 1001ms (total=0, active=0)", null));
    add(timedOut("HikariPool-12 - request timed out after 1000ms (total=1, active=1)", null));

    assertThat(failures.summary())
        .isEqualTo(
            """
            2 queries, 2 failed
            2 times: java.sql.SQLTransientConnectionException: HikariPool-N - request timed out\
             after N ms
            """);
  }

  @Test
  void failuresWithOtherCausesAreApart() {
    failures.begun();
    add(timedOut("no connection", null));
    add(timedOut("no connection", new SocketTimeoutException("Connect timed out")));

    assertThat(failures.summary())
        .isEqualTo(
            """
            3 queries, 2 failed
            1 times: java.sql.SQLTransientConnectionException: no connection
            1 times: java.sql.SQLTransientConnectionException: no connection
                caused by java.net.SocketTimeoutException: Connect timed out
            """);
  }

  @Test
  void controlCharactersOfAMessageDoNotReachTheTerminal() {
    add(new SQLException("\u001b[31mred\r\n\u202e"));

    assertThat(failures.summary()).endsWith("java.sql.SQLException:  [31mred   \n");
  }

  @Test
  void aChainOfCausesThatLoopsEnds() {
    SQLException one = new SQLException("one");
    one.initCause(new SQLException("two", one));
    add(one);

    assertThat(failures.summary().lines()).hasSize(1 + 10);
  }

  private void add(SQLException failure) {
    failures.begun();
    failures.add(failure);
  }

  private static SQLException timedOut(String message, @Nullable Exception cause) {
    return new SQLTransientConnectionException(message, cause);
  }
}

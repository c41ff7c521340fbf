package io.tuplewatch.samples.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** One tenant: a pool of one connection, and the queries over it, until the end. */
final class Tenant implements Runnable {

  /** The shortest that HikariCP takes. */
  private static final int MAX_LIFETIME_MILLIS = 30_000;

  /** Shorter than the driver's connect timeout, so that the pool gives up first. */
  private static final int POOL_TIMEOUT_MILLIS = 1_000;

  static final int DRIVER_CONNECT_TIMEOUT_SECONDS = 2;

  private final String url;
  private final long endNanos;
  private final Failures failures;

  /**
   * @param endNanos as of {@link System#nanoTime}
   */
  Tenant(String url, long endNanos, Failures failures) {
    this.url = url;
    this.endNanos = endNanos;
    this.failures = failures;
  }

  @Override
  public void run() {
    try (HikariDataSource pool = new HikariDataSource(config())) {
      while (endNanos - System.nanoTime() > 0) {
        query(pool);
      }
    }
  }

  private HikariConfig config() {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername("orders");
    config.setMaximumPoolSize(1);
    config.setMaxLifetime(MAX_LIFETIME_MILLIS);
    config.setConnectionTimeout(POOL_TIMEOUT_MILLIS);
    config.setValidationTimeout(POOL_TIMEOUT_MILLIS);
    config.setInitializationFailTimeout(-1);
    // As text: the driver does not see a number.
    config.addDataSourceProperty("connectTimeout", String.valueOf(DRIVER_CONNECT_TIMEOUT_SECONDS));
    return config;
  }

  private void query(HikariDataSource pool) {
    failures.begun();
    try (Connection connection = pool.getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("SELECT pg_sleep(0.05)");
    } catch (SQLException e) {
      failures.add(e);
    }
  }
}

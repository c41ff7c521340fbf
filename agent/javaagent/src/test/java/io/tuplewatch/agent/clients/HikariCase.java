package io.tuplewatch.agent.clients;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** A HikariCP pool of PostgreSQL connections, opened and closed. */
public final class HikariCase {

  private HikariCase() {}

  public static void main(String[] args) throws IOException, SQLException {
    try (AcceptingServer server = new AcceptingServer(PostgreSql::serve)) {
      HikariConfig config = new HikariConfig();
      config.setJdbcUrl(
          "jdbc:postgresql://127.0.0.1:"
              + server.address().getPort()
              + "/orders?preferQueryMode=simple");
      config.setUsername("orders");
      config.setMaximumPoolSize(3);
      try (HikariDataSource pool = new HikariDataSource(config)) {
        List<Connection> borrowed = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
          borrowed.add(pool.getConnection());
        }
        for (Connection connection : borrowed) {
          connection.close();
        }
      }
    }
    ActiveOpens.tell();
  }
}

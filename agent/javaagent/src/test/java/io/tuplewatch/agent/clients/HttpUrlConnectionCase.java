package io.tuplewatch.agent.clients;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URL;

/** {@code HttpURLConnection}, one connection per request. */
public final class HttpUrlConnectionCase {

  private HttpUrlConnectionCase() {}

  public static void main(String[] args) throws IOException {
    try (AcceptingServer server = new AcceptingServer(Http::serve)) {
      for (int i = 0; i < 3; i++) {
        HttpURLConnection connection = (HttpURLConnection) new URL(server.url()).openConnection();
        connection.setConnectTimeout(i * 10_000);
        if (connection.getResponseCode() != 200) {
          throw new IllegalStateException("not answered");
        }
        connection.disconnect();
      }
    }
    ActiveOpens.tell();
  }
}

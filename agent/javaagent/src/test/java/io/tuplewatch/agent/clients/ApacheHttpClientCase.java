package io.tuplewatch.agent.clients;

import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;

/** Apache HttpClient 5, a client each time. */
public final class ApacheHttpClientCase {

  private ApacheHttpClientCase() {}

  public static void main(String[] args) throws IOException {
    try (AcceptingServer server = new AcceptingServer(Http::serve)) {
      for (int i = 0; i < 3; i++) {
        try (CloseableHttpClient client = HttpClients.createDefault()) {
          int status = client.execute(new HttpGet(server.url()), response -> response.getCode());
          if (status != 200) {
            throw new IllegalStateException("not answered");
          }
        }
      }
    }
    ActiveOpens.tell();
  }
}

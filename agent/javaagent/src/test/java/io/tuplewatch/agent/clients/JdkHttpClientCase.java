package io.tuplewatch.agent.clients;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/**
 * {@code java.net.http.HttpClient}: answered, refused (it tries twice), and without answer until
 * its own connect timeout. Its connections have no close of their own before JDK 21.
 */
public final class JdkHttpClientCase {

  private JdkHttpClientCase() {}

  public static void main(String[] args) throws Exception {
    try (AcceptingServer server = new AcceptingServer(Http::serve)) {
      for (int i = 0; i < 3; i++) {
        if (get(HttpClient.newHttpClient(), server.url()) != 200) {
          throw new IllegalStateException("not answered");
        }
      }
    }
    isRefused();
    timesOut();
    ActiveOpens.tell();
  }

  private static void isRefused() throws IOException, InterruptedException {
    int port;
    try (ServerSocket unused = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = unused.getLocalPort();
    }
    try {
      get(HttpClient.newHttpClient(), "http://127.0.0.1:" + port + "/");
    } catch (ConnectException expected) {
      System.out.println("refused " + port);
    }
  }

  /** Toward the network that answers nothing (own-network.sh). */
  private static void timesOut() throws IOException, InterruptedException {
    HttpClient client = HttpClient.newBuilder().connectTimeout(Duration.ofMillis(1_500)).build();
    try {
      get(client, "http://198.51.100.7:8080/");
    } catch (HttpConnectTimeoutException expected) {
      System.out.println("timed out 8080");
    }
  }

  private static int get(HttpClient client, String url) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(url)).build();
    return client.send(request, BodyHandlers.ofString()).statusCode();
  }
}

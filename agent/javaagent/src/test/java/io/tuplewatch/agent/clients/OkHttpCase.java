package io.tuplewatch.agent.clients;

import java.io.IOException;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;

/** OkHttp, its pool emptied after each call. */
public final class OkHttpCase {

  private OkHttpCase() {}

  public static void main(String[] args) throws IOException {
    OkHttpClient client = new OkHttpClient();
    try (AcceptingServer server = new AcceptingServer(Http::serve)) {
      for (int i = 0; i < 3; i++) {
        Request request = new Request.Builder().url(server.url()).build();
        try (Response response = client.newCall(request).execute()) {
          if (response.code() != 200) {
            throw new IllegalStateException("not answered");
          }
          response.body().string();
        }
        client.connectionPool().evictAll();
      }
    }
    client.dispatcher().executorService().shutdown();
    ActiveOpens.tell();
  }
}

package io.tuplewatch.agent.clients;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Answers every HTTP/1.1 request without body, on one connection after the other's end. */
final class Http {

  private static final byte[] ANSWER =
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nContent-Type: text/plain\r\n\r\nok"
          .getBytes(StandardCharsets.US_ASCII);

  private Http() {}

  static void serve(Socket accepted) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(accepted.getInputStream(), StandardCharsets.US_ASCII));
    OutputStream out = accepted.getOutputStream();
    for (String line = in.readLine(); line != null; line = in.readLine()) {
      if (line.isEmpty()) {
        out.write(ANSWER);
        out.flush();
      }
    }
  }
}

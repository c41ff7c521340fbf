package io.tuplewatch.agent.clients;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/**
 * As much of a PostgreSQL server as a pool of connections needs: it lets everyone in, and answers
 * each simple query as a command that is done (protocol 3.0, PostgreSQL's chapter "Message
 * Formats").
 */
final class PostgreSql {

  private static final int PROTOCOL_3_0 = 3 << 16;

  private final DataInputStream in;
  private final DataOutputStream out;

  private PostgreSql(Socket accepted) throws IOException {
    in = new DataInputStream(accepted.getInputStream());
    out = new DataOutputStream(accepted.getOutputStream());
  }

  static void serve(Socket accepted) throws IOException {
    PostgreSql session = new PostgreSql(accepted);
    session.start();
    session.answer();
  }

  private void start() throws IOException {
    byte[] startup = message();
    while (protocol(startup) != PROTOCOL_3_0) {
      // Asks for TLS or GSSAPI.
      out.write('N');
      startup = message();
    }
    send('R', 0, 0, 0, 0);
    parameter("server_version", "17.0");
    parameter("client_encoding", "UTF8");
    parameter("DateStyle", "ISO, MDY");
    parameter("TimeZone", "UTC");
    parameter("integer_datetimes", "on");
    parameter("standard_conforming_strings", "on");
    send('K', 0, 0, 0, 1, 0, 0, 0, 1);
    ready();
  }

  private static int protocol(byte[] startup) {
    return startup[0] << 24 | startup[1] << 16 | (startup[2] & 0xff) << 8 | (startup[3] & 0xff);
  }

  private void answer() throws IOException {
    for (int type = in.read(); type >= 0 && type != 'X'; type = in.read()) {
      String query = new String(message(), StandardCharsets.UTF_8);
      if (query.trim().length() <= 1) {
        send('I');
      } else if (query.startsWith("SHOW")) {
        row("read committed");
        text('C', "SHOW\0");
      } else {
        text('C', "SET\0");
      }
      ready();
    }
  }

  /** One row with one column of type text (25). */
  private void row(String value) throws IOException {
    ByteArrayOutputStream description = new ByteArrayOutputStream();
    DataOutputStream fields = new DataOutputStream(description);
    fields.writeShort(1);
    fields.write("column\0".getBytes(StandardCharsets.UTF_8));
    fields.writeInt(0);
    fields.writeShort(0);
    fields.writeInt(25);
    fields.writeShort(-1);
    fields.writeInt(-1);
    fields.writeShort(0);
    send('T', description.toByteArray());
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    DataOutputStream columns = new DataOutputStream(data);
    columns.writeShort(1);
    columns.writeInt(value.length());
    columns.write(value.getBytes(StandardCharsets.UTF_8));
    send('D', data.toByteArray());
  }

  private void parameter(String name, String value) throws IOException {
    text('S', name + "\0" + value + "\0");
  }

  private void ready() throws IOException {
    send('Z', 'I');
    out.flush();
  }

  private byte[] message() throws IOException {
    byte[] body = new byte[in.readInt() - Integer.BYTES];
    in.readFully(body);
    return body;
  }

  private void send(char type, int... body) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (int b : body) {
      bytes.write(b);
    }
    send(type, bytes.toByteArray());
  }

  private void text(char type, String body) throws IOException {
    send(type, body.getBytes(StandardCharsets.UTF_8));
  }

  private void send(char type, byte[] body) throws IOException {
    out.writeByte(type);
    out.writeInt(body.length + Integer.BYTES);
    out.write(body);
  }
}

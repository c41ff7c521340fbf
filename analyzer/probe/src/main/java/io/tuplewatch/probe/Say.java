package io.tuplewatch.probe;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/**
 * What the probe says on a connection before it closes it. Servers count a connection on which
 * nothing is said as an error, some block the client after many of them; so each of these is the
 * least that its protocol calls a proper exchange.
 */
public enum Say {
  /** Nothing. */
  NONE {
    @Override
    void on(Socket socket, String host, Closing closing) {
      // nothing
    }
  },

  /** HEAD / with Connection: close, after which the server closes first (RFC 9112, 9.6). */
  HTTP {
    @Override
    void on(Socket socket, String host, Closing closing) throws IOException {
      String request =
          "HEAD / HTTP/1.1\r\nHost: "
              + host
              + "\r\nUser-Agent: tuplewatch-probe\r\nConnection: close\r\n\r\n";
      send(socket, request.getBytes(StandardCharsets.US_ASCII));
      socket.getInputStream().readNBytes(1);
    }
  },

  /** A handshake and close_notify. The certificate is not checked, since nothing is told. */
  TLS {
    @Override
    void on(Socket socket, String host, Closing closing) throws IOException {
      try {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new TrustAnybody()}, null);
        try (SSLSocket tls =
            (SSLSocket)
                context.getSocketFactory().createSocket(socket, host, socket.getPort(), false)) {
          tls.startHandshake();
        }
      } catch (GeneralSecurityException e) {
        throw new IOException(e);
      }
    }
  },

  /**
   * SSLRequest and its answer; where the server is to close first, a CancelRequest that names no
   * session, after which it does (PostgreSQL documentation, "Message Flow").
   */
  POSTGRESQL {
    @Override
    void on(Socket socket, String host, Closing closing) throws IOException {
      if (closing == Closing.SERVER) {
        send(socket, ByteBuffer.allocate(16).putInt(16).putInt(80_877_102).array());
      } else {
        send(socket, ByteBuffer.allocate(8).putInt(8).putInt(80_877_103).array());
        socket.getInputStream().readNBytes(1);
      }
    }
  },

  /**
   * The greeting, a login that the server refuses, and its refusal: a handshake that is completed
   * is not counted in max_connect_errors (MySQL reference manual, "The host_cache Table").
   */
  MYSQL {
    @Override
    void on(Socket socket, String host, Closing closing) throws IOException {
      DataInputStream in = new DataInputStream(socket.getInputStream());
      readPacket(in);
      send(socket, mysqlPacket(1, mysqlLogin()));
      byte[] reply = readPacket(in);
      if (starts(reply, MYSQL_SWITCH)) {
        send(socket, mysqlPacket(3, new byte[0]));
        reply = readPacket(in);
      }
      if (starts(reply, MYSQL_OK)) {
        send(socket, mysqlPacket(0, MYSQL_QUIT));
      }
    }
  };

  private static final int MOST_BYTES = 65_536;
  private static final int MYSQL_OK = 0;
  private static final int MYSQL_SWITCH = 0xFE;
  private static final byte[] MYSQL_QUIT = {1};

  /**
   * Says it and waits for the answer.
   *
   * @param host for the protocols that tell the server its name
   * @param closing how the connection is going to be closed
   * @throws IOException if the server answers otherwise, or not in the socket's timeout
   */
  abstract void on(Socket socket, String host, Closing closing) throws IOException;

  private static void send(Socket socket, byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  private static byte[] readPacket(DataInputStream in) throws IOException {
    int length = in.readUnsignedByte() | in.readUnsignedByte() << 8 | in.readUnsignedByte() << 16;
    in.readUnsignedByte();
    if (length > MOST_BYTES) {
      throw new IOException("no MySQL server: a packet of " + length + " bytes");
    }
    byte[] packet = new byte[length];
    in.readFully(packet);
    return packet;
  }

  private static boolean starts(byte[] packet, int with) {
    return packet.length > 0 && (packet[0] & 0xFF) == with;
  }

  private static byte[] mysqlPacket(int sequence, byte[] payload) {
    return ByteBuffer.allocate(4 + payload.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(payload.length | sequence << 24)
        .put(payload)
        .array();
  }

  /** HandshakeResponse41 of a user that does not exist, without a password. */
  private static byte[] mysqlLogin() {
    int protocol41AndSecureConnectionAndPluginAuth = 0x200 | 0x8000 | 0x80000;
    byte[] names =
        "tuplewatch_probe\0\0mysql_native_password\0".getBytes(StandardCharsets.US_ASCII);
    return ByteBuffer.allocate(32 + names.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(protocol41AndSecureConnectionAndPluginAuth)
        .putInt(MOST_BYTES)
        .put((byte) 45)
        .position(32)
        .put(names)
        .array();
  }

  private static final class TrustAnybody extends X509ExtendedTrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

    @Override
    public void checkClientTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkServerTrusted(
        X509Certificate[] chain, String type, javax.net.ssl.SSLEngine engine) {}

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}

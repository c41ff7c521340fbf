package io.tuplewatch.cli.jvm;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The outgoing side of a network namespace, from {@code /proc/PID/net/tcp} and {@code tcp6}: what
 * each destination has in SYN_SENT and TIME_WAIT, and how many of its source ports are taken. A
 * TIME_WAIT of an accepted connection looks the same, under the client's port. The namespace's, not
 * one process's.
 */
public final class TcpTable {

  private static final int SYN_SENT = 2;
  private static final int TIME_WAIT = 6;
  private static final int LISTEN = 10;

  /**
   * One destination's share.
   *
   * @param destination address:port
   * @param synSent connects under way
   * @param unanswered of these, those whose SYN was sent again: more than a second without answer
   */
  public record Row(
      String destination, long synSent, long unanswered, long timeWait, long sourcePorts) {}

  /** One line of the table that has a remote side. */
  private record Socket(
      int localPort, String destination, int state, boolean sentAgain, String inode) {}

  private static final class Counts {
    long synSent;
    long unanswered;
    long timeWait;
    final Set<Integer> sourcePorts = new HashSet<>();
  }

  private TcpTable() {}

  /**
   * Sorted by destination.
   *
   * @param tcp text of /proc/PID/net/tcp; lines that are damaged are left out
   * @param tcp6 text of /proc/PID/net/tcp6
   */
  static List<Row> of(String tcp, String tcp6) {
    List<Socket> sockets = sockets(tcp, tcp6);
    Set<Integer> listening = new HashSet<>();
    for (Socket socket : sockets) {
      if (socket.state() == LISTEN) {
        listening.add(socket.localPort());
      }
    }
    Map<String, Counts> byDestination = new TreeMap<>();
    for (Socket socket : sockets) {
      // From a port somebody listens on: accepted.
      if (!listening.contains(socket.localPort())) {
        count(byDestination.computeIfAbsent(socket.destination(), d -> new Counts()), socket);
      }
    }
    return byDestination.entrySet().stream().map(e -> row(e.getKey(), e.getValue())).toList();
  }

  /**
   * Of one process alone: its connects without answer for more than a second.
   *
   * @param inodes of the process's sockets
   */
  static Set<String> unanswered(String tcp, String tcp6, Set<String> inodes) {
    Set<String> unanswered = new HashSet<>();
    for (Socket socket : sockets(tcp, tcp6)) {
      if (socket.state() == SYN_SENT && socket.sentAgain() && inodes.contains(socket.inode())) {
        unanswered.add(socket.inode());
      }
    }
    return unanswered;
  }

  private static List<Socket> sockets(String tcp, String tcp6) {
    List<Socket> sockets = new ArrayList<>();
    for (String line : (tcp + "\n" + tcp6).split("\n", -1)) {
      Socket socket = parse(line);
      if (socket != null) {
        sockets.add(socket);
      }
    }
    return sockets;
  }

  private static Row row(String destination, Counts counts) {
    return new Row(
        destination, counts.synSent, counts.unanswered, counts.timeWait, counts.sourcePorts.size());
  }

  private static void count(Counts counts, Socket socket) {
    counts.sourcePorts.add(socket.localPort());
    if (socket.state() == SYN_SENT) {
      counts.synSent++;
      counts.unanswered += socket.sentAgain() ? 1 : 0;
    } else if (socket.state() == TIME_WAIT) {
      counts.timeWait++;
    }
  }

  private static @Nullable Socket parse(String line) {
    String[] columns = line.trim().split("\\s+", 11);
    if (columns.length < 10 || !columns[0].endsWith(":")) {
      return null;
    }
    try {
      int colon = columns[2].indexOf(':');
      return new Socket(
          port(columns[1]),
          address(columns[2].substring(0, colon)) + ":" + port(columns[2]),
          Integer.parseInt(columns[3], 16),
          Integer.parseInt(columns[6], 16) > 0,
          columns[9]);
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return null;
    }
  }

  private static int port(String addressAndPort) {
    return Integer.parseInt(addressAndPort.substring(addressAndPort.indexOf(':') + 1), 16);
  }

  /** Words of 32 bits in host order, which is little-endian on all machines this runs on. */
  private static String address(String hex) {
    byte[] bytes = new byte[hex.length() / 2];
    for (int i = 0; i < bytes.length; i++) {
      int inOrder = i / 4 * 4 + 3 - i % 4;
      bytes[inOrder] = (byte) Integer.parseInt(hex.substring(2 * i, 2 * i + 2), 16);
    }
    return IpText.of(bytes);
  }
}

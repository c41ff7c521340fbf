package io.tuplewatch.lruports;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * The order of ports in a file, for the JVM's next life: a line per destination, its address, its
 * port and the ports used, the least recently used first. One file is one JVM's. Written twice a
 * minute by a thread of its own, and at the JVM's regular end; what cannot be read is left out, and
 * what cannot be written is lost, silently: connecting goes on.
 */
final class OrderFile {

  private static final long PERIOD_MILLIS = 30_000;

  /** More than any table fills: 64 destinations of 64,511 ports are 25 MB. */
  private static final long MOST_BYTES = 32 << 20;

  private static final String FIRST_LINE = "tuplewatch lru-ports 1";

  /** Nothing that would be looked up in the DNS. */
  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|[0-9a-f:.]*:[0-9a-f:.]*");

  private final Path file;

  OrderFile(Path file) {
    this.file = file.toAbsolutePath();
  }

  /** What stands in it; nothing if there is none, or it is something else. */
  Map<InetSocketAddress, int[]> read() {
    Map<InetSocketAddress, int[]> orders = new LinkedHashMap<>();
    try {
      if (Files.size(file) > MOST_BYTES) {
        return orders;
      }
      try (BufferedReader lines = Files.newBufferedReader(file, StandardCharsets.US_ASCII)) {
        if (!FIRST_LINE.equals(lines.readLine())) {
          return orders;
        }
        for (String line = lines.readLine();
            line != null && orders.size() < Destinations.MOST;
            line = lines.readLine()) {
          addLine(line, orders);
        }
      }
    } catch (IOException | RuntimeException e) {
      // What was read until then is as good as any other beginning.
    }
    return orders;
  }

  private static void addLine(String line, Map<InetSocketAddress, int[]> orders)
      throws IOException {
    String[] words = line.split(" ", -1);
    if (words.length < 3 || !ADDRESS.matcher(words[0]).matches()) {
      return;
    }
    int[] ports = new int[words.length - 2];
    for (int i = 0; i < ports.length; i++) {
      ports[i] = Integer.parseInt(words[i + 2]);
    }
    InetAddress address = InetAddress.getByName(words[0]);
    orders.put(new InetSocketAddress(address, Integer.parseInt(words[1])), ports);
  }

  /** Replaces the file as a whole, or leaves it as it is. */
  synchronized void write(Map<InetSocketAddress, int[]> orders) {
    Path next = file.resolveSibling(file.getFileName() + ".next");
    try {
      try (Writer out = Files.newBufferedWriter(next, StandardCharsets.US_ASCII)) {
        out.write(FIRST_LINE + "\n");
        for (Map.Entry<InetSocketAddress, int[]> destination : orders.entrySet()) {
          out.write(line(destination.getKey(), destination.getValue()));
        }
      }
      Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException | RuntimeException e) {
      // Connecting goes on without; the next life then begins in random order.
    }
  }

  private static String line(InetSocketAddress remote, int[] order) {
    String address = remote.getAddress().getHostAddress();
    int zone = address.indexOf('%');
    StringBuilder line = new StringBuilder(zone < 0 ? address : address.substring(0, zone));
    line.append(' ').append(remote.getPort());
    for (int port : order) {
      line.append(' ').append(port);
    }
    return line.append('\n').toString();
  }

  /** Writes from now on, until the JVM ends. */
  void keep(Supplier<Map<InetSocketAddress, int[]>> orders) {
    Thread writer = new Thread(() -> writePeriodically(orders), "lru-ports-file");
    writer.setDaemon(true);
    writer.start();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> write(orders.get()), "lru-ports-end"));
  }

  private void writePeriodically(Supplier<Map<InetSocketAddress, int[]>> orders) {
    try {
      while (true) {
        Thread.sleep(PERIOD_MILLIS);
        write(orders.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

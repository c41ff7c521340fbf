package io.tuplewatch.selection.recorded;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * The connects of one destination in order of their starts, as columns: 27 bytes each. Times are ns
 * on the clock of the destination's realm. Immutable once {@link Builder#build built}.
 */
public final class ConnectTimeline implements Serializable {

  /** A close that was not recorded: held for good. */
  public static final long FOREVER = Long.MAX_VALUE;

  /** The application bound the socket, or the connect was not seen: its port was not selected. */
  public static final int FIXED = 1;

  /** The connect worked or failed; others enter no count. */
  public static final int JUDGED = 2;

  /** The client closed first: the four-tuple stays in TIME_WAIT. */
  public static final int TIME_WAIT = 4;

  /** An early reuse, as recorded. */
  public static final int EARLY = 8;

  /** An early reuse of a tuple that had worked, and it failed. */
  public static final int FAILED_EARLY = 16;

  /** The handshake completed. */
  public static final int CONNECTED = 32;

  /** The tuple had worked at some time before. */
  public static final int WORKED_BEFORE = 64;

  private final long[] starts;
  private final long[] closes;
  private final long[] packets;
  private final char[] ports;
  private final byte[] flags;

  private ConnectTimeline(
      long[] starts, long[] closes, long[] packets, char[] ports, byte[] flags) {
    this.starts = starts;
    this.closes = closes;
    this.packets = packets;
    this.ports = ports;
    this.flags = flags;
  }

  public int size() {
    return starts.length;
  }

  /** When the kernel was asked for a port. */
  public long start(int n) {
    return starts[n];
  }

  /** The number of the first connect that starts at that time or later; {@link #size} if none. */
  public int firstFrom(long time) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (starts[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /** When the connection was closed or the attempt failed; {@link #FOREVER} if not recorded. */
  public long close(int n) {
    return closes[n];
  }

  /** When the tuple's last packet was sent; idle counts from here. */
  public long lastPacket(int n) {
    return packets[n];
  }

  /** The source port, 1 to 65535. */
  public int port(int n) {
    return ports[n];
  }

  public boolean is(int n, int flag) {
    return (flags[n] & flag) != 0;
  }

  /** All flags of a connect. */
  public int flags(int n) {
    return flags[n];
  }

  /** How many connects have a flag. */
  public int count(int flag) {
    int count = 0;
    for (byte of : flags) {
      count += (of & flag) != 0 ? 1 : 0;
    }
    return count;
  }

  /** From the first start to the last, ns. */
  public long span() {
    return starts.length == 0 ? 0 : starts[starts.length - 1] - starts[0];
  }

  /** Collects connects in any order. Not thread-safe. */
  public static final class Builder {

    private long[] starts;
    private long[] closes;
    private long[] packets;
    private char[] ports;
    private byte[] flags;
    private int size;

    public Builder() {
      this(16);
    }

    /**
     * @param expected how many connects there will be, about; 1 or more
     */
    public Builder(int expected) {
      starts = new long[expected];
      closes = new long[expected];
      packets = new long[expected];
      ports = new char[expected];
      flags = new byte[expected];
    }

    /** Adds a connect; the parameters are those of the timeline. */
    public void add(long start, long close, long lastPacket, int port, int flagsOfIt) {
      if (size == starts.length) {
        grow();
      }
      starts[size] = start;
      closes[size] = close;
      packets[size] = lastPacket;
      ports[size] = (char) port;
      flags[size] = (byte) flagsOfIt;
      size++;
    }

    private void grow() {
      int more = 2 * size;
      starts = Arrays.copyOf(starts, more);
      closes = Arrays.copyOf(closes, more);
      packets = Arrays.copyOf(packets, more);
      ports = Arrays.copyOf(ports, more);
      flags = Arrays.copyOf(flags, more);
    }

    public int size() {
      return size;
    }

    /**
     * Ends the builder: nothing may be added afterwards. O(n), O(n log n) if they did not come in
     * order; equal starts stay in the order added.
     */
    public ConnectTimeline build() {
      return inOrder() ? cut() : sorted();
    }

    private boolean inOrder() {
      for (int i = 1; i < size; i++) {
        if (starts[i] < starts[i - 1]) {
          return false;
        }
      }
      return true;
    }

    private ConnectTimeline cut() {
      if (size == starts.length) {
        return new ConnectTimeline(starts, closes, packets, ports, flags);
      }
      return new ConnectTimeline(
          Arrays.copyOf(starts, size),
          Arrays.copyOf(closes, size),
          Arrays.copyOf(packets, size),
          Arrays.copyOf(ports, size),
          Arrays.copyOf(flags, size));
    }

    private ConnectTimeline sorted() {
      int[] order =
          IntStream.range(0, size)
              .boxed()
              .sorted(Comparator.comparingLong(i -> starts[i]))
              .mapToInt(Integer::intValue)
              .toArray();
      Builder ordered = new Builder(size);
      for (int i : order) {
        ordered.add(starts[i], closes[i], packets[i], ports[i], flags[i]);
      }
      return ordered.cut();
    }
  }
}

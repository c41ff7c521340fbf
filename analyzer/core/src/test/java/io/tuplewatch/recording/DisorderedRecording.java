package io.tuplewatch.recording;

import io.tuplewatch.events.Api;
import io.tuplewatch.events.ClosedBy;
import io.tuplewatch.events.JvmId;
import io.tuplewatch.events.Outcome;
import io.tuplewatch.events.SocketClose;
import io.tuplewatch.events.SocketConnect;
import io.tuplewatch.recording.format.ChunkHeader;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.Event;
import jdk.jfr.Name;
import jdk.jfr.Recording;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/**
 * Makes recordings that no cache likes, with the JDK's own Flight Recorder: connects and closes
 * that never happened, of many threads, to destinations in no order. A program, not a test.
 */
public final class DisorderedRecording {

  private static final String[] MESSAGES = {"Connection refused", "Connection reset", "timed out"};

  /**
   * What a connect says. No event of the agent: once made, that describes itself in the recording,
   * where another writer's type of the same name would stand beside it.
   */
  private static final class Facts {
    String jvmId = "";
    long connectionId;
    String host = "";
    String address = "";
    long port;
    String localAddress = "";
    long localPort;
    boolean bound;
    String outcome = "";
    @Nullable String exceptionClass;
    @Nullable String exceptionMessage;
    long timeout;
    String api = "";
    long sincePreviousUse;
  }

  /** The agent's event as another writer might lay it out. */
  @Name(SocketConnect.NAME)
  @StackTrace(true)
  static final class Shuffled extends Event {
    @Nullable String api;
    long localPort;
    @Nullable String outcome;
    @Nullable String host;
    long sincePreviousUse;
    long connectionId;
    @Nullable String address;
    boolean bound;
    long timeout;
    @Nullable String exceptionMessage;
    long port;
    double score;
    @Nullable String localAddress;
    String jvmId;
    @Nullable String exceptionClass;
  }

  /** The least that can be understood. */
  @Name(SocketConnect.NAME)
  @StackTrace(false)
  static final class Sparse extends Event {
    @Nullable String outcome;
    long localPort;
    @Nullable String address;
    String jvmId;
    long port;
    long connectionId;
  }

  private final Map<String, String> options = new HashMap<>();
  private final int destinations;
  private final int callSites;
  private final int hosts;
  private final double failures;
  private final int timeouts;
  private final int jvms;
  private final double[] cumulated;
  private final AtomicLong number = new AtomicLong();
  private final AtomicInteger counter = new AtomicInteger();
  private final AtomicInteger[] perDestination;

  private DisorderedRecording(String[] args) {
    for (String arg : args) {
      int equals = arg.indexOf('=');
      options.put(arg.substring(0, equals), arg.substring(equals + 1));
    }
    destinations = number("destinations", 50);
    callSites = number("callSites", 20);
    hosts = number("hosts", 1);
    timeouts = number("timeouts", 4);
    jvms = number("jvms", 1);
    failures = number("failures", 5) / 100.0;
    cumulated = new double[destinations];
    perDestination = new AtomicInteger[destinations];
    double sum = 0;
    for (int i = 0; i < destinations; i++) {
      sum += text("by", "uniform").equals("zipf") ? 1.0 / (i + 1) : 1;
      cumulated[i] = sum;
      perDestination[i] = new AtomicInteger(i * 7919);
    }
  }

  private int number(String name, int usual) {
    return Integer.parseInt(options.getOrDefault(name, Integer.toString(usual)));
  }

  private String text(String name, String usual) {
    return options.getOrDefault(name, usual);
  }

  /**
   * FILE CONNECTS [NAME=VALUE...]: destinations, by (uniform, zipf), threads, callSites, hosts (per
   * destination), failures (percent), timeouts, jvms, fields (agent, shuffled, sparse), ports
   * (kernel, random, counter, bound, one), locals (addresses), rate (connects a second, in
   * thousandths; 0 = as fast as it goes), files (so many in the folder FILE, CONNECTS in each).
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    Path file = Path.of(args[0]);
    int connects = Integer.parseInt(args[1]);
    String[] rest = Arrays.copyOfRange(args, 2, args.length);
    DisorderedRecording all = new DisorderedRecording(rest);
    int files = all.number("files", 0);
    for (int i = 0; i < files; i++) {
      all.write(file.resolve("part-" + i + ".jfr"), connects);
    }
    if (files == 0) {
      all.write(file, connects);
    }
  }

  private void write(Path file, int connects) throws IOException, InterruptedException {
    long start = System.nanoTime();
    try (Recording recording = new Recording()) {
      recording.setDestination(file);
      recording.start();
      commit(connects);
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    int rate = number("rate", 0);
    if (rate > 0) {
      stretch(file, connects / (rate / 1000.0) / seconds);
    }
  }

  private void commit(int connects) throws InterruptedException {
    int threads = number("threads", 8);
    List<Thread> all = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      SplittableRandom random = new SplittableRandom(i);
      int share = connects / threads + (i < connects % threads ? 1 : 0);
      Thread thread = new Thread(() -> commit(share, random), "client-" + i);
      thread.start();
      all.add(thread);
    }
    for (Thread thread : all) {
      thread.join();
    }
  }

  private void commit(int connects, SplittableRandom random) {
    for (int i = 0; i < connects; i++) {
      descend(random.nextInt(callSites), () -> commitOne(random));
    }
  }

  private static void descend(int frames, Runnable work) {
    if (frames == 0) {
      work.run();
    } else {
      descend(frames - 1, work);
    }
  }

  private void commitOne(SplittableRandom random) {
    int destination = destination(random.nextDouble() * cumulated[destinations - 1]);
    boolean failed = random.nextDouble() < failures;
    long id = number.incrementAndGet();
    Facts connect = new Facts();
    connect.jvmId = JvmId.text(1000 + id % jvms);
    connect.connectionId = id;
    connect.host = "service-" + destination + "-" + random.nextInt(hosts) + ".example";
    connect.address =
        "10." + (destination >> 16) + "." + (destination >> 8 & 255) + "." + (destination & 255);
    connect.port = 443L + destination % 3;
    connect.localAddress = "10.9.0." + random.nextInt(1, 1 + number("locals", 3));
    connect.localPort = port(destination, random);
    connect.bound = text("ports", "kernel").equals("bound");
    int kind = random.nextInt(MESSAGES.length);
    connect.outcome =
        (failed ? (kind == 2 ? Outcome.TIMED_OUT : Outcome.REFUSED) : Outcome.CONNECTED).name();
    connect.exceptionClass = failed ? "java.net.ConnectException" : null;
    connect.exceptionMessage = failed ? MESSAGES[kind] + " after " + random.nextInt(1000) : null;
    connect.timeout = 1000 + 137L * random.nextInt(timeouts);
    connect.api = (random.nextBoolean() ? Api.SOCKET : Api.CHANNEL).name();
    connect.sincePreviousUse = random.nextLong(1L << 40);
    commit(connect);
    if (!failed) {
      close(connect);
    }
  }

  private void commit(Facts connect) {
    switch (text("fields", "agent")) {
      case "agent" -> {
        SocketConnect event = new SocketConnect();
        event.begin();
        event.jvmId = connect.jvmId;
        event.connectionId = connect.connectionId;
        event.host = connect.host;
        event.address = connect.address;
        event.port = connect.port;
        event.localAddress = connect.localAddress;
        event.localPort = connect.localPort;
        event.bound = connect.bound;
        event.outcome = connect.outcome;
        event.exceptionClass = connect.exceptionClass;
        event.exceptionMessage = connect.exceptionMessage;
        event.timeout = connect.timeout;
        event.api = connect.api;
        event.sincePreviousUse = connect.sincePreviousUse;
        event.commit();
      }
      case "sparse" -> {
        Sparse event = new Sparse();
        event.begin();
        event.outcome = connect.outcome;
        event.localPort = connect.localPort;
        event.address = connect.address;
        event.jvmId = connect.jvmId;
        event.port = connect.port;
        event.connectionId = connect.connectionId;
        event.commit();
      }
      default -> {
        Shuffled event = new Shuffled();
        event.begin();
        event.api = connect.api;
        event.localPort = connect.localPort;
        event.outcome = connect.outcome;
        event.host = connect.host;
        event.sincePreviousUse = connect.sincePreviousUse;
        event.connectionId = connect.connectionId;
        event.address = connect.address;
        event.bound = connect.bound;
        event.timeout = connect.timeout;
        event.exceptionMessage = connect.exceptionMessage;
        event.port = connect.port;
        event.localAddress = connect.localAddress;
        event.jvmId = connect.jvmId;
        event.exceptionClass = connect.exceptionClass;
        event.commit();
      }
    }
  }

  private static void close(Facts connect) {
    SocketClose close = new SocketClose();
    close.jvmId = connect.jvmId;
    close.connectionId = connect.connectionId;
    close.host = connect.host;
    close.address = connect.address;
    close.port = connect.port;
    close.localAddress = connect.localAddress;
    close.localPort = connect.localPort;
    close.lifetime = connect.sincePreviousUse & 0xFFFFF;
    close.closedBy = (connect.connectionId % 3 == 0 ? ClosedBy.LOCAL : ClosedBy.REMOTE).name();
    close.commit();
  }

  private int destination(double at) {
    int found = Arrays.binarySearch(cumulated, at);
    return Math.min(destinations - 1, found < 0 ? -found - 1 : found);
  }

  private int port(int destination, SplittableRandom random) {
    return switch (text("ports", "kernel")) {
      case "random" -> 32_768 + random.nextInt(28_232);
      case "counter" -> 32_768 + Math.floorMod(counter.incrementAndGet(), 28_232);
      case "one" -> 40_000;
      case "bound" -> 20_000 + random.nextInt(2_000);
      default -> 32_768 + 2 * Math.floorMod(perDestination[destination].incrementAndGet(), 14_116);
    };
  }

  /** Makes a tick so much longer, in all headers and in the copies of them. */
  private static void stretch(Path file, double times) throws IOException {
    try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
      long first = 0;
      for (long at = 0; at < open.length(); ) {
        open.seek(at + 8);
        long size = open.readLong();
        MappedByteBuffer chunk = open.getChannel().map(FileChannel.MapMode.READ_WRITE, at, size);
        first = at == 0 ? chunk.getLong(32) : first;
        long start = chunk.getLong(32);
        for (int i = 0; i + ChunkHeader.BYTES <= size; i++) {
          if (chunk.get(i) == 'F'
              && ChunkHeader.startsAt(chunk, i)
              && chunk.getLong(i + 32) == start) {
            stretchHeader(chunk, i, first, times);
          }
        }
        at += size;
      }
    }
  }

  private static void stretchHeader(ByteBuffer chunk, int at, long first, double times) {
    chunk.putLong(at + 32, first + (long) ((chunk.getLong(at + 32) - first) * times));
    chunk.putLong(at + 40, (long) (chunk.getLong(at + 40) * times));
    chunk.putLong(at + 56, Math.max(1, (long) (chunk.getLong(at + 56) / times)));
  }
}

package io.tuplewatch.agent.boot;

import io.tuplewatch.agent.AgentProperties;
import io.tuplewatch.events.AgentStatus;
import io.tuplewatch.events.ConnectCounts;
import io.tuplewatch.events.HostTcp;
import io.tuplewatch.events.NetworkSettings;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * The thread that writes JSON lines, and the events a flight recorder would ask for. Bounded:
 * 10,000 lines wait at most, then lines are dropped and counted; the file and its predecessor,
 * FILE.1, take no more than {@code maxsize} together. Each file starts with the settings.
 */
final class JsonLinesWriter extends Thread {

  private static final int MOST_QUEUED = 10000;
  private static final long PAUSE = 100000000L;
  private static final long HOST_TCP_PERIOD = 10000000000L;
  private static final long STATUS_PERIOD = 60000000000L;

  private final Attachment attachment;
  private final Path file;
  private final long longestFile;
  private final SettingsInTime settings = new SettingsInTime(new SettingsReader());
  private final HostTcpReader hostTcp = new HostTcpReader();
  private final ConcurrentLinkedQueue<String> queue = new ConcurrentLinkedQueue<String>();
  private final AtomicInteger queued = new AtomicInteger();
  private final AtomicLong dropped = new AtomicLong();
  private final Thread atExit = new Thread(new AtExit(), "tuplewatch-exit");

  private volatile long epochOffset = SettingsReader.monotonicOffset();
  private volatile boolean ended;
  private @Nullable OutputStream out;
  private long length;
  private long nextHostTcp = System.nanoTime();
  private long nextStatus = nextHostTcp;

  /**
   * @param mostBytes 0 = no limit
   */
  JsonLinesWriter(Attachment attachment, Path file, long mostBytes) {
    super("tuplewatch-writer");
    setDaemon(true);
    this.attachment = attachment;
    this.file = file;
    this.longestFile = mostBytes == 0 ? Long.MAX_VALUE : mostBytes / 2;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** From any thread; never blocks. */
  void write(String line) {
    if (queued.incrementAndGet() > MOST_QUEUED) {
      queued.decrementAndGet();
      dropped.incrementAndGet();
    } else {
      queue.add(line);
    }
  }

  long epochNanos(long nanoTime) {
    return nanoTime + epochOffset;
  }

  @Override
  public void run() {
    try {
      open();
      while (!ended) {
        writeDue();
        writeQueued();
        LockSupport.parkNanos(PAUSE);
      }
      writeStatus();
      writeQueued();
      close();
    } catch (IOException e) {
      Attachment.record(null);
      AgentLog.warn("recording ends: " + file + " cannot be written: " + e);
    } catch (Throwable t) {
      SocketHooks.suppress(t);
    }
  }

  private void open() throws IOException {
    out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16);
    length = 0;
    epochOffset = SettingsReader.monotonicOffset();
    append(event(NetworkSettings.NAME, settings.read(System.currentTimeMillis())));
  }

  private void writeDue() throws IOException {
    long now = System.nanoTime();
    if (now - nextHostTcp >= 0) {
      nextHostTcp = now + HOST_TCP_PERIOD;
      append(event(HostTcp.NAME, hostTcp.read()));
      Map<String, Object> changed = settings.readIfChanged(System.currentTimeMillis());
      if (changed != null) {
        append(event(NetworkSettings.NAME, changed));
      }
      AgentProperties.renew(Recorder.status());
      attachment.leaveIfReleased();
    }
    if (now - nextStatus >= 0) {
      nextStatus = now + STATUS_PERIOD;
      writeStatus();
    }
  }

  private void writeStatus() throws IOException {
    Map<String, Object> status = attachment.status();
    status.put("droppedEvents", dropped.get());
    append(event(AgentStatus.NAME, status));
    for (Map<String, Object> counts : attachment.tallies().take()) {
      append(event(ConnectCounts.NAME, counts));
    }
  }

  private String event(String name, Map<String, Object> fields) {
    return new JsonLine(name, epochNanos(System.nanoTime()))
        .put("jvmId", attachment.jvmId())
        .putAll(fields)
        .end();
  }

  private void writeQueued() throws IOException {
    for (String line = queue.poll(); line != null; line = queue.poll()) {
      queued.decrementAndGet();
      append(line);
    }
    if (out != null) {
      out.flush();
    }
  }

  private void append(String line) throws IOException {
    if (out == null) {
      return;
    }
    if (length + line.length() > longestFile && length > 0) {
      close();
      Path old = file.resolveSibling(file.getFileName() + ".1");
      Files.move(file, old, StandardCopyOption.REPLACE_EXISTING);
      PrivateFile.create(file.toString());
      open();
    }
    length += line.length();
    out.write(line.getBytes(StandardCharsets.US_ASCII));
  }

  private void close() throws IOException {
    if (out != null) {
      out.close();
      out = null;
    }
  }

  /** Returns when everything is written, or after a second. */
  void end() {
    finish();
    try {
      Runtime.getRuntime().removeShutdownHook(atExit);
    } catch (IllegalStateException e) {
      AgentLog.detail("the JVM is ending already");
    }
  }

  private void finish() {
    ended = true;
    LockSupport.unpark(this);
    try {
      join(1000);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private final class AtExit implements Runnable {
    @Override
    public void run() {
      finish();
    }
  }
}

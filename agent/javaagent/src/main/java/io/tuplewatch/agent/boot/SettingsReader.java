package io.tuplewatch.agent.boot;

import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads this process's network settings from {@code /proc}. What cannot be read is -1 or absent; no
 * error leaves. Files under {@code /proc/sys/net} show the network namespace of whoever opens them.
 * Never called on a connect path. Stateless, thread-safe.
 */
final class SettingsReader {

  private static final Pattern CONTAINER_ID = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern NAMESPACE_INODE = Pattern.compile("net:\\[(\\d{1,18})\\]");
  private static final int CLOCK_READINGS = 5;

  private static final int USUAL_LENGTH = 4096;

  /** More than the longest list of reserved ports, every second of 65,535: 191 KB. */
  private static final int LONGEST_PORT_LIST = 256 * 1024;

  private final Path proc;

  SettingsReader() {
    this(new File("/proc").toPath());
  }

  SettingsReader(Path proc) {
    this.proc = proc;
  }

  /** The fields of {@code NetworkSettings}, by name. */
  Map<String, Object> read() {
    Map<String, Object> fields = new LinkedHashMap<String, Object>();
    put(fields, "hostName", text("sys/kernel/hostname"));
    put(fields, "kernelRelease", text("sys/kernel/osrelease"));
    put(fields, "bootId", text("sys/kernel/random/boot_id"));
    fields.put("networkNamespace", networkNamespace());
    put(fields, "containerId", containerId());
    int[] range = ephemeralRange();
    fields.put("ephemeralLow", range[0]);
    fields.put("ephemeralHigh", range[1]);
    fields.put("tcpTwReuse", ipv4("tcp_tw_reuse"));
    fields.put("tcpTwReuseDelay", ipv4("tcp_tw_reuse_delay"));
    fields.put("tcpSynRetries", ipv4("tcp_syn_retries"));
    fields.put("tcpSynLinearTimeouts", ipv4("tcp_syn_linear_timeouts"));
    fields.put("portStepWidth", ipv4("ip_local_port_step_width"));
    fields.put("retryRandomPort", ipv4("ip_retry_random_port"));
    fields.put("tcpMaxTwBuckets", ipv4("tcp_max_tw_buckets"));
    fields.put("ipNonlocalBind", ipv4("ip_nonlocal_bind"));
    fields.put("conntrackTimeWait", conntrack("time_wait"));
    fields.put("conntrackClose", conntrack("close"));
    String reserved = text("sys/net/ipv4/ip_local_reserved_ports", LONGEST_PORT_LIST);
    put(fields, "reservedPorts", reserved);
    fields.put("reservedPortsHash", hash(reserved));
    fields.put("monotonicOffset", monotonicOffset());
    return fields;
  }

  private static void put(Map<String, Object> fields, String name, @Nullable Object value) {
    if (value != null) {
      fields.put(name, value);
    }
  }

  /** A random number from the kernel; from the clock where it has none to give. */
  long randomId() {
    String uuid = text("sys/kernel/random/uuid");
    return uuid == null ? System.nanoTime() ^ (System.currentTimeMillis() << 32) : hash(uuid);
  }

  private @Nullable String text(String file) {
    return text(file, USUAL_LENGTH);
  }

  /** The kernel gives a sysctl's text to the first read() alone, so there is just one. */
  private @Nullable String text(String file, int longest) {
    byte[] bytes = new byte[longest];
    try (FileInputStream in = new FileInputStream(proc.resolve(file).toFile())) {
      int length = in.read(bytes);
      return length < 0 ? "" : new String(bytes, 0, length, StandardCharsets.UTF_8).trim();
    } catch (IOException e) {
      return null;
    } catch (SecurityException e) {
      return null;
    }
  }

  private int ipv4(String sysctl) {
    return number(text("sys/net/ipv4/" + sysctl));
  }

  /** Seconds. */
  private int conntrack(String state) {
    return number(text("sys/net/netfilter/nf_conntrack_tcp_timeout_" + state));
  }

  private static int number(@Nullable String text) {
    try {
      return text == null ? -1 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private int[] ephemeralRange() {
    String text = text("sys/net/ipv4/ip_local_port_range");
    String[] bounds = text == null ? new String[0] : text.split("\\s+", -1);
    return bounds.length == 2
        ? new int[] {number(bounds[0]), number(bounds[1])}
        : new int[] {-1, -1};
  }

  private long networkNamespace() {
    try {
      String link = Files.readSymbolicLink(proc.resolve("self/ns/net")).toString();
      Matcher inode = NAMESPACE_INODE.matcher(link);
      return inode.matches() ? Long.parseLong(inode.group(1)) : -1;
    } catch (IOException e) {
      return -1;
    } catch (RuntimeException e) {
      return -1;
    }
  }

  private @Nullable String containerId() {
    String groups = text("self/cgroup");
    Matcher id = CONTAINER_ID.matcher(groups == null ? "" : groups);
    return id.find() ? id.group() : null;
  }

  /** FNV-1a, 64 bits, over UTF-16 units; 0 for null. */
  static long hash(@Nullable String text) {
    if (text == null) {
      return 0;
    }
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }

  /**
   * Epoch time minus CLOCK_MONOTONIC (which {@link System#nanoTime} reads on Linux), in ns. Of a
   * few readings the one that took least is the least disturbed.
   */
  static long monotonicOffset() {
    long best = Long.MAX_VALUE;
    long offset = 0;
    for (int i = 0; i < CLOCK_READINGS; i++) {
      long before = System.nanoTime();
      Instant now = Instant.now();
      long after = System.nanoTime();
      if (after - before < best) {
        best = after - before;
        long epoch = now.getEpochSecond() * 1000000000L + now.getNano();
        offset = epoch - (before + (after - before) / 2);
      }
    }
    return offset;
  }
}

package io.tuplewatch.privacy;

import io.tuplewatch.recording.TextKind;
import io.tuplewatch.recording.TextReplacement;
import io.tuplewatch.recording.decode.ApplicationFrame;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;

/**
 * Stable pseudonyms: with one key a text always has the same, and without the key nobody can find
 * out by trying what it stands for. Different texts have different ones; where two would have the
 * same by chance, the later gets another. Not thread-safe.
 */
public final class Pseudonyms implements TextReplacement {

  /** Bytes of a key that is made here. */
  private static final int KEY_BYTES = 32;

  private static final int HEX_BYTES = 5;

  private static final List<String> LOCAL_HOSTS = List.of("localhost", "localhost.localdomain");
  private static final String NETTY = "io.netty.channel.";
  private static final List<String> SUFFIXES =
      List.of(".jfr", ".jfr.gz", ".jfr.xz", ".jfr.lz4", ".zip", ".jsonl", ".jsonl.1");
  private static final String UNKNOWN = "";

  private final Mac mac;
  private final AddressPseudonyms addresses;

  /** By what they are for. */
  private final Map<String, Assigned> names = new LinkedHashMap<>();

  private Pseudonyms(byte[] key, boolean keepPrefixes) {
    mac = new Mac(key);
    addresses = new AddressPseudonyms(mac, keepPrefixes);
  }

  /**
   * With this key.
   *
   * @param key at least one byte; as hard to guess as the pseudonyms shall be
   * @param keepPrefixes addresses of one /24 (IPv6: /64) stay in one
   */
  public static Pseudonyms of(byte[] key, boolean keepPrefixes) {
    return new Pseudonyms(key, keepPrefixes);
  }

  /** A key that nobody knows. */
  public static byte[] randomKey() {
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    return key;
  }

  @Override
  public String replace(TextKind kind, String text) {
    return switch (kind) {
      case ADDRESS, HOST -> host(text);
      case CALL_SITE -> callSite(text);
      case THREAD_POOL -> given("thread", text, code -> "threads-" + letters(code) + "-*");
      case CLASS -> ApplicationFrame.isOne(text) && !text.startsWith(NETTY) ? type(text) : text;
      case MESSAGE -> SafeParts.message(text);
      case WORD -> SafeParts.word(text);
      case KERNEL_RELEASE -> SafeParts.kernelRelease(text);
      case BOOT_ID -> id(text, Pseudonyms::uuid);
      case CONTAINER_ID -> id(text, code -> "container-" + hex(code));
      case PORTS -> SafeParts.ports(text);
      case FILE -> file(text);
    };
  }

  @Override
  public long networkNamespace(long inode) {
    if (inode < 0) {
      return inode;
    }
    String text = Long.toString(inode);
    String pseudonym = given("namespace", text, Pseudonyms::number);
    return Long.parseLong(pseudonym);
  }

  /** What stands for what, as far as it was asked: pseudonym, and the text in the recording. */
  public Map<String, String> texts() {
    Map<String, String> all = new LinkedHashMap<>(addresses.texts());
    names.values().forEach(assigned -> all.putAll(assigned.texts()));
    return all;
  }

  /** Where an address is asked for a name can stand, and the other way round. */
  private String host(String text) {
    String address = addresses.pseudonym(text);
    if (address != null) {
      return address;
    }
    boolean stays = text.equals(UNKNOWN) || LOCAL_HOSTS.contains(text);
    return stays ? text : given("host", text, code -> "host-" + hex(code) + ".invalid");
  }

  private String id(String text, Function<byte[], String> form) {
    return text.equals(UNKNOWN) ? text : given("id", text, form);
  }

  private static String number(byte[] code) {
    return Long.toString(ByteBuffer.wrap(code).getInt() & 0xFFFF_FFFFL);
  }

  private static String uuid(byte[] code) {
    ByteBuffer bits = ByteBuffer.wrap(code);
    return new UUID(bits.getLong(), bits.getLong()).toString();
  }

  private String callSite(String text) {
    int colon = text.lastIndexOf(':');
    String line = colon < 0 ? "" : text.substring(colon);
    String method = colon < 0 ? text : text.substring(0, colon);
    int dot = method.lastIndexOf('.');
    String site =
        dot < 0
            ? type(method)
            : type(method.substring(0, dot))
                + "."
                + given("method", method, code -> "m" + hex(code));
    return line.matches(":[0-9]{1,9}") ? site + line : site;
  }

  private String type(String name) {
    return given("class", name, code -> "app.C" + hex(code));
  }

  private String file(String path) {
    String suffix =
        SUFFIXES.stream().filter(path::endsWith).reduce((shorter, longer) -> longer).orElse("");
    return given("file", path, code -> "recording-" + hex(code) + suffix);
  }

  /** {@code form} makes a pseudonym of a code of 32 bytes. */
  private String given(String purpose, String text, Function<byte[], String> form) {
    String pseudonym =
        names
            .computeIfAbsent(purpose, p -> new Assigned())
            .assign(text, attempt -> form.apply(mac.digest(purpose, text, attempt)));
    return Objects.requireNonNull(pseudonym); // 2^32 do not run out before memory does
  }

  /** Numbers in a thread's name would be left out. */
  private static String letters(byte[] code) {
    StringBuilder letters = new StringBuilder();
    hex(code).chars().map(c -> 'a' + Character.digit(c, 16)).forEach(letters::appendCodePoint);
    return letters.toString();
  }

  private static String hex(byte[] code) {
    return HexFormat.of().formatHex(code, 0, HEX_BYTES);
  }
}

package io.tuplewatch.agent.boot;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * From the message of a failed connect to its {@link Errno}. Every such message begins with the C
 * library's text, but for what Netty puts in front; what is behind it, such as the names of hosts,
 * decides nothing. Thread-safe.
 */
final class ErrorTexts {

  /** "connect(..) failed: ", "finishConnect(..) failed with error(-111): ". */
  private static final String NETTY = "onnect(..) failed";

  private static final int NETTY_LATEST = "syscall:finishC".length();

  private static volatile ErrorTexts current = new ErrorTexts(false);

  private final List<String> texts = new ArrayList<String>();
  private final List<Errno> errnos = new ArrayList<Errno>();

  private ErrorTexts(boolean ask) {
    for (Errno errno : Errno.values()) {
      add(errno.glibc(), errno);
      add(errno.musl(), errno);
      String local = ask ? Descriptors.errorText(errno.number()) : null;
      if (local != null && !local.isEmpty()) {
        add(local, errno);
      }
    }
    // The JDK's own words; the second up to JDK 12.
    add("Connection reset", Errno.ECONNRESET);
    add("Invalid argument or cannot assign requested address", Errno.EINVAL);
  }

  private void add(String text, Errno errno) {
    texts.add(text);
    errnos.add(errno);
  }

  /**
   * Asks the C library for its texts where they may not be English. Before any connect.
   *
   * @param locale of messages, as setlocale(3) finds it; null for none
   */
  static void learn(@Nullable String locale) {
    if (locale != null && !locale.matches("(?i)(C([.].*)?|POSIX|en([_.@].*)?)")) {
      current = new ErrorTexts(true);
    }
  }

  /** The one whose text a message begins with; null if there is none. */
  static @Nullable Errno errnoIn(@Nullable String message) {
    return message == null ? null : current.find(message, start(message));
  }

  private static int start(String message) {
    int failed = message.indexOf(NETTY);
    boolean inFront = failed >= 0 && failed <= NETTY_LATEST;
    int colon = inFront ? message.indexOf(": ", failed + NETTY.length()) : -1;
    return colon < 0 ? 0 : colon + 2;
  }

  private @Nullable Errno find(String message, int start) {
    Errno found = null;
    int longest = 0;
    for (int i = 0; i < texts.size(); i++) {
      String text = texts.get(i);
      if (text.length() > longest && isAt(text, message, start)) {
        longest = text.length();
        found = errnos.get(i);
      }
    }
    return found;
  }

  /** The text ends where the message does, or before an addition in brackets or behind a colon. */
  private static boolean isAt(String text, String message, int start) {
    int end = start + text.length();
    return message.startsWith(text, start)
        && (end == message.length()
            || message.startsWith(":", end)
            || message.startsWith(" (", end));
  }
}

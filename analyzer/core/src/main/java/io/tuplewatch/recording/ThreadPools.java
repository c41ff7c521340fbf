package io.tuplewatch.recording;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Threads of a pool are named alike but for numbers. */
public final class ThreadPools {

  private static final Pattern NUMBER = Pattern.compile("[0-9]+");

  private ThreadPools() {}

  /**
   * The name that a thread shares with those of its pool, such as {@code http-nio-*-exec-*}.
   *
   * @return null for a thread without a name, as virtual ones are
   */
  public static @Nullable String of(@Nullable String threadName) {
    return threadName == null || threadName.isBlank()
        ? null
        : NUMBER.matcher(threadName).replaceAll("*");
  }
}

package io.tuplewatch.history;

import java.util.List;
import java.util.regex.Pattern;

/** Texts that whoever names a host, a class or a thread could choose, and what none may become. */
public final class HostileTexts {

  /** Controls but the ends of lines and the tab of lists; direction marks; line separators. */
  public static final Pattern OBEYED =
      Pattern.compile("[\\p{Cc}\\p{Cf}\\p{Zl}\\p{Zp}&&[^\\r\\n\\t]]");

  private HostileTexts() {}

  /** Markup, quotes, formulas, escapes of terminals, direction marks, shell words, 10 KB. */
  public static List<String> all() {
    return List.of(
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "=cmd|' /C calc'!A0",
        "\u001B[31m\u001B]0;title\u0007\r\nforged line\u0085",
        "a\u202Egnp.exe\u2066\u200F",
        "x\tport 1\u2028or true\u2029",
        "'; rm -rf / #$(reboot)`id`",
        "[link](http://evil.example) | *cell* | ```",
        "%s%n{0}${java}\\\"",
        "n".repeat(10_240));
  }
}

package io.tuplewatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SafeTextTest {

  @Test
  void ordinaryTextOfAnyLanguageStays() {
    String text = "db-1.example [日本語] Gerät 😀 -> \\x41";

    assertThat(SafeText.of(text)).isEqualTo(text);
  }

  @Test
  void nullIsADash() {
    assertThat(SafeText.of(null)).isEqualTo("-");
  }

  @Test
  void everyControlAndFormatCharacterBecomesVisible() {
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      int type = Character.getType(character);
      if (type == Character.CONTROL || type == Character.FORMAT) {
        String hex = Integer.toHexString(character).toUpperCase(java.util.Locale.ROOT);
        assertThat(SafeText.of(new String(Character.toChars(character))))
            .isIn("\\x" + hex, "\\x0" + hex, "\\u{" + hex + "}");
      }
    }
  }

  @Test
  void loneSurrogatesAndLineSeparatorsBecomeVisible() {
    assertThat(SafeText.of("a\uD83Db\u2028c\u2029")).isEqualTo("a\\u{D83D}b\\u{2028}c\\u{2029}");
  }

  @Test
  void longTextIsCutAtWholeCharacters() {
    assertThat(SafeText.of("😀".repeat(301))).isEqualTo("😀".repeat(300) + "...");
    assertThat(SafeText.of("😀".repeat(300))).isEqualTo("😀".repeat(300));
  }
}

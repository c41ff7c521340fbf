package io.tuplewatch.jmc;

import java.util.MissingResourceException;
import java.util.ResourceBundle;

/** The texts of the rules. {@code {name}} in them stands for a result of the rule. */
final class Messages {

  private static final ResourceBundle TEXTS =
      ResourceBundle.getBundle("io.tuplewatch.jmc.messages");

  private Messages() {}

  /**
   * The text of a key.
   *
   * @throws MissingResourceException if there is none
   */
  static String get(String key) {
    return TEXTS.getString(key);
  }
}

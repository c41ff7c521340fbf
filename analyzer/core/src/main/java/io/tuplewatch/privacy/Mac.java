package io.tuplewatch.privacy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.spec.SecretKeySpec;

/**
 * A keyed message authentication code, HMAC-SHA256 (RFC 2104): without the key nobody can try which
 * text has a code. Not thread-safe.
 */
final class Mac {

  private static final String ALGORITHM = "HmacSHA256";

  private final javax.crypto.Mac mac;

  /** {@code key} has at least one byte. */
  Mac(byte[] key) {
    try {
      mac = javax.crypto.Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e); // every Java platform has it, and it takes any key
    }
  }

  /**
   * The code of a text.
   *
   * @param purpose codes of different purposes have nothing to do with each other; no NUL in it
   * @param attempt 0, or more where the one before was taken
   * @return 32 bytes
   */
  byte[] digest(String purpose, String text, int attempt) {
    mac.update(purpose.getBytes(StandardCharsets.UTF_8));
    mac.update((byte) 0);
    mac.update(ByteBuffer.allocate(Integer.BYTES).putInt(attempt).array());
    ByteBuffer chars = ByteBuffer.allocate(Character.BYTES * text.length());
    chars.asCharBuffer().put(text); // encoders make one of all halves of surrogate pairs
    return mac.doFinal(chars.array());
  }
}

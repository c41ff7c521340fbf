package io.tuplewatch.agent.boot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AddressTextsTest {

  private final AddressTexts texts = new AddressTexts();

  @Test
  void everyTextIsTheAddressOfTheMomentHoweverManyShareASlot() throws IOException {
    Random random = new Random(7);
    for (int i = 0; i < 20_000; i++) {
      byte[] bytes = {10, 0, (byte) random.nextInt(8), (byte) random.nextInt(256)};
      InetAddress address = InetAddress.getByAddress("name" + i, bytes);

      assertThat(texts.text(address)).isEqualTo("10.0." + bytes[2] + "." + (bytes[3] & 0xff));
    }
  }

  @Test
  void oneAddressIsOneText() throws IOException {
    String first = texts.text(InetAddress.getByName("2001:db8::1"));

    assertThat(texts.text(InetAddress.getByName("2001:db8:0:0:0:0:0:1"))).isSameAs(first);
  }

  @Test
  void linkLocalAddressesThatDifferInTheirZoneAreTwo() throws IOException {
    byte[] bytes = InetAddress.getByName("fe80::1").getAddress();

    assertThat(texts.text(Inet6Address.getByAddress(null, bytes, 2))).endsWith("%2");
    assertThat(texts.text(Inet6Address.getByAddress(null, bytes, 3))).endsWith("%3");
  }
}

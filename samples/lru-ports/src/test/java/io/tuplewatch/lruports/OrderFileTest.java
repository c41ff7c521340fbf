package io.tuplewatch.lruports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderFileTest {

  @TempDir Path folder;

  @Test
  void whatIsWrittenIsRead() {
    Map<InetSocketAddress, int[]> orders = new LinkedHashMap<>();
    orders.put(new InetSocketAddress("192.0.2.1", 5432), new int[] {40000, 40007, 40003});
    orders.put(new InetSocketAddress("2001:db8::1", 443), new int[] {40001});
    OrderFile file = new OrderFile(folder.resolve("ports"));
    file.write(orders);

    assertThat(file.read()).containsExactlyEntriesOf(orders);
  }

  @Test
  void noFileIsNoOrder() {
    assertThat(new OrderFile(folder.resolve("none")).read()).isEmpty();
  }

  @Test
  void aFileThatCannotBeWrittenIsNoTrouble() {
    new OrderFile(folder.resolve("none").resolve("ports")).write(Map.of());

    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void ofADamagedFileTheLinesBeforeTheDamageCount() throws IOException {
    Path file = folder.resolve("ports");
    Files.writeString(
        file,
        """
        tuplewatch lru-ports 1
        192.0.2.1 443 40000 40001
        looked.up.example 443 40000
        192.0.2.2 443
        192.0.2.3 443 40000 4000x
        192.0.2.4 443 40000
        """);

    assertThat(new OrderFile(file).read())
        .containsOnlyKeys(new InetSocketAddress("192.0.2.1", 443));
  }

  @Test
  void anotherFileIsNotRead() throws IOException {
    Path file = folder.resolve("ports");
    Files.writeString(file, "192.0.2.1 443 40000 40001\n");

    assertThat(new OrderFile(file).read()).isEmpty();
  }
}

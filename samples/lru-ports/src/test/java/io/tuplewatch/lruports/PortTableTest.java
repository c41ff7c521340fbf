package io.tuplewatch.lruports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PortTableTest {

  private static final int LOW = 40_000;
  private static final int PORTS = 50;

  @TempDir Path sysctls;
  private PortSettings settings;

  @BeforeEach
  void fiftyPorts() throws IOException {
    Files.writeString(sysctls.resolve("ip_local_port_range"), LOW + " " + (LOW + PORTS - 1));
    Files.writeString(sysctls.resolve("ip_local_reserved_ports"), "");
    settings = PortSettings.read(sysctls);
  }

  @Test
  void eachPortIsTakenOnceBeforeAnyIsTakenAgain() {
    PortTable table = new PortTable(settings, new Random(1));
    List<Integer> first = new ArrayList<>();
    List<Integer> second = new ArrayList<>();
    for (int i = 0; i < 2 * PORTS; i++) {
      int port = table.take();
      (i < PORTS ? first : second).add(port);
      table.release(port);
    }

    assertThat(first)
        .containsExactlyInAnyOrderElementsOf(IntStream.range(LOW, LOW + PORTS).boxed().toList());
    assertThat(second).isEqualTo(first);
  }

  @Test
  void theFirstRoundIsInAnotherOrderAtEachStart() {
    assertThat(new PortTable(settings, new Random(1)).take())
        .isNotEqualTo(new PortTable(settings, new Random(2)).take());
  }

  @Test
  void aThousandOperationsAreThoseOfAList() {
    for (int seed = 0; seed < 50; seed++) {
      Random random = new Random(seed);
      PortTable table = new PortTable(settings, new Random(seed));
      List<Integer> free = new ArrayList<>();
      PortTable same = new PortTable(settings, new Random(seed));
      for (int i = 0; i < PORTS; i++) {
        free.add(same.take());
      }
      List<Integer> taken = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        step(table, random, free, taken);
        assertThat(table.free()).isEqualTo(free.size());
      }
    }
  }

  private static void step(
      PortTable table, Random random, List<Integer> free, List<Integer> taken) {
    int port = LOW - 2 + random.nextInt(PORTS + 4);
    switch (random.nextInt(4)) {
      case 0, 1 -> {
        int expected = free.isEmpty() ? 0 : free.remove(0);
        assertThat(table.take()).isEqualTo(expected);
        if (expected != 0) {
          taken.add(expected);
        }
      }
      case 2 -> {
        boolean wasFree = free.remove((Integer) port);
        assertThat(table.take(port)).isEqualTo(wasFree);
        if (wasFree) {
          taken.add(port);
        }
      }
      default -> {
        table.release(port);
        if (taken.remove((Integer) port)) {
          free.add(port);
        }
      }
    }
  }

  @Test
  void aTableOfTheNextLifeGoesOnWhereThisOneEnded() {
    PortTable table = new PortTable(settings, new Random(1));
    for (int i = 0; i < 10; i++) {
      table.release(table.take());
    }
    int open = table.take();
    PortTable next = new PortTable(settings, new Random(2));
    next.use(table.order());

    List<Integer> order = new ArrayList<>();
    for (int i = 0; i < PORTS; i++) {
      order.add(next.take());
    }
    assertThat(order.subList(PORTS - 11, PORTS))
        .containsExactlyElementsOf(IntStream.of(table.order()).boxed().toList())
        .endsWith(open);
  }

  @Test
  void withoutASettingThereIsNoPort() {
    PortTable table = new PortTable(PortSettings.NONE, new Random(1));

    assertThat(table.take()).isZero();
    assertThat(table.take(LOW)).isFalse();
    table.release(LOW);
    assertThat(table.free()).isZero();
    assertThat(table.order()).isEmpty();
  }
}

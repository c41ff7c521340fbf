package io.tuplewatch.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.witness.capture.IpAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixSearchTest {

  private final List<PrefixSearch.Client> clients = new ArrayList<>();

  @Test
  void subnetOfTheAffectedIsFound() {
    add("10.1.%d.%d", 23, 23);
    add("10.2.%d.%d", 17, 0);

    assertThat(search())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.prefix()).isEqualTo("10.1.0.0/19");
              assertThat(found.within()).isTrue();
              assertThat(found.affected()).isEqualTo(23);
              assertThat(found.clients()).isEqualTo(23);
              assertThat(found.p()).isLessThan(1e-6);
            });
  }

  @Test
  void subnetThatAloneIsSparedIsFound() {
    add("10.1.%d.%d", 14, 14);
    add("10.2.%d.%d", 9, 0);
    add("10.3.%d.%d", 13, 13);

    assertThat(search())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.prefix()).startsWith("10.2.");
              assertThat(found.within()).isFalse();
              assertThat(found.affected()).isZero();
            });
  }

  @Test
  void severalSubnetsAreFoundOneAfterTheOther() {
    add("10.1.%d.%d", 12, 12);
    add("10.2.%d.%d", 15, 0);
    add("10.9.%d.%d", 12, 12);
    add("10.7.%d.%d", 15, 0);

    assertThat(search())
        .filteredOn(SharedPrefix::within)
        .extracting(found -> found.prefix().substring(0, 4))
        .containsExactlyInAnyOrder("10.1", "10.9");
  }

  @Test
  void someSparedOnesWithinDoNotHideTheSubnet() {
    add("10.1.%d.%d", 25, 22);
    add("10.2.%d.%d", 25, 1);

    assertThat(search().get(0).prefix()).isEqualTo("10.1.0.0/19");
    assertThat(search().get(0).affected()).isEqualTo(22);
  }

  @Test
  void prefixesOfIpv6AreFoundAsWell() {
    for (int i = 0; i < 20; i++) {
      add("2001:db8:" + (i % 2) + "::" + Integer.toHexString(i + 1), i % 2 == 0);
    }

    assertThat(search().get(0).prefix()).matches("2001:db8:0:0:0:0:0:0/\\d+");
  }

  /** Three clients of three, and three without: one in twenty by chance alone, and many looks. */
  @ParameterizedTest
  @CsvSource({"1, 1", "2, 2", "3, 3", "4, 4", "1, 30", "2, 30"})
  void fewClientsShowNothing(int affected, int others) {
    add("10.1.%d.%d", affected, affected);
    add("10.2.%d.%d", others, 0);

    assertThat(search()).isEmpty();
  }

  @Test
  void everybodyAffectedOrNobodyShowsNothing() {
    add("10.1.%d.%d", 30, 30);
    assertThat(search()).isEmpty();

    clients.clear();
    add("10.1.%d.%d", 30, 0);
    assertThat(search()).isEmpty();
  }

  /** Who is affected has nothing to do with the address: at most one search in a hundred errs. */
  @Test
  void chanceIsSeldomTakenForASubnet() {
    SplittableRandom random = new SplittableRandom(7);
    int wrong = 0;
    for (int run = 0; run < 400; run++) {
      clients.clear();
      double share = 0.1 + 0.8 * random.nextDouble();
      for (int i = 0; i < 40; i++) {
        String address = "10." + random.nextInt(4) + "." + random.nextInt(8) + "." + i;
        add(address, random.nextDouble() < share);
      }
      wrong += search().isEmpty() ? 0 : 1;
    }

    assertThat(wrong).isBetween(0, 9); // 4 expected; 10 or more: one in a hundred
  }

  private List<SharedPrefix> search() {
    return PrefixSearch.of(clients, 1);
  }

  /** So many clients spread over the subnet, the first {@code affected} of them affected. */
  private void add(String subnet, int howMany, int affected) {
    for (int i = 0; i < howMany; i++) {
      add(String.format(java.util.Locale.ROOT, subnet, i, 7 + i), i < affected);
    }
  }

  private void add(String address, boolean affected) {
    IpAddress ip = Objects.requireNonNull(IpAddress.parse(address));
    clients.add(new PrefixSearch.Client(ip, affected));
  }
}

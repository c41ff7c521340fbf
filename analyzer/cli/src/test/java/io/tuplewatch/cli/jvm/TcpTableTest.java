package io.tuplewatch.cli.jvm;

import static org.assertj.core.api.Assertions.assertThat;

import io.tuplewatch.cli.jvm.TcpTable.Row;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lines as kernel 6.18 writes them. */
class TcpTableTest {

  private static final String HEAD =
      "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout"
          + " inode\n";

  /** From 192.0.2.2:40000 to 198.51.100.7:5432, SYN sent three times. */
  private static final String UNANSWERED =
      "   0: 020200C0:9C40 076433C6:1538 02 00000001:00000000 01:00000190 00000002     0        0"
          + " 777 2 0000000000000000 400 0 0 1 7\n";

  private static final String FRESH =
      "   1: 020200C0:9C41 076433C6:1538 02 00000001:00000000 01:00000064 00000000     0        0"
          + " 778 2 0000000000000000 100 0 0 10 -1\n";
  private static final String TIME_WAIT =
      "   2: 020200C0:9C42 076433C6:1538 06 00000000:00000000 03:00001712 00000000     0        0"
          + " 0 3 0000000000000000\n";
  private static final String LISTENING =
      "   3: 00000000:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0"
          + " 900 1 0000000000000000 100 0 0 10 0\n";

  /** To our port 8080. */
  private static final String ACCEPTED =
      "   4: 020200C0:1F90 086433C6:C000 01 00000000:00000000 00:00000000 00000000     0        0"
          + " 901 1 0000000000000000 20 4 30 10 -1\n";

  @Test
  void outgoingConnectsAreCountedPerDestination() {
    assertThat(TcpTable.of(HEAD + UNANSWERED + FRESH + TIME_WAIT + LISTENING + ACCEPTED, ""))
        .containsExactly(new Row("198.51.100.7:5432", 2, 1, 1, 3));
  }

  @Test
  void ipv6IsReadInItsWordsAndMappedAddressesAreIpv4() {
    String six =
        "   0: 00000000000000000000000001000000:D431 B80D0120000000000000000001000000:01BB 02"
            + " 00000001:00000000 01:00000190 00000000     0        0 5 2 0 0 0 0 0 0\n";
    String mapped =
        "   1: 0000000000000000FFFF00000100007F:D432 0000000000000000FFFF00000100007F:01BB 06"
            + " 00000000:00000000 03:00000190 00000000     0        0 0 2 0\n";

    assertThat(TcpTable.of("", HEAD + six + mapped))
        .extracting(Row::destination)
        .containsExactly("127.0.0.1:443", "[2001:db8:0:0:0:0:0:1]:443");
  }

  @Test
  void ofOneProcessOnlyItsOwnSocketsCount() {
    String table = HEAD + UNANSWERED + FRESH;

    assertThat(TcpTable.unanswered(table, "", Set.of("777", "778"))).containsExactly("777");
    assertThat(TcpTable.unanswered(table, "", Set.of("778"))).isEmpty();
  }

  @Test
  void damagedLinesAreLeftOut() {
    String table = HEAD + "nonsense\n 0: xx yy zz\n 0: 0:0 0 02 0 0 0 0 0 0 0\n" + FRESH;

    assertThat(TcpTable.of(table, "\0")).hasSize(1);
  }
}

package io.tuplewatch.report.letter;

import io.tuplewatch.connection.Use;
import io.tuplewatch.report.Wording;
import io.tuplewatch.report.letter.Letter.Block;
import io.tuplewatch.report.letter.Letter.Code;
import io.tuplewatch.report.letter.Letter.Paragraph;
import io.tuplewatch.report.table.ListedConnect;
import java.util.ArrayList;
import java.util.List;

/** Filters for captures, tables and logs, and the commands that catch the next failure. */
final class LookUp {

  private static final long MINUTE = 60_000_000_000L;

  private final Sessions sessions;
  private final Endpoints first;
  private final Filters all;
  private final Filters one;

  /** {@code endpoints}: those of the sessions, one or more. */
  LookUp(Sessions sessions, List<Endpoints> endpoints) {
    this.sessions = sessions;
    this.first = endpoints.get(0);
    this.all = new Filters(endpoints);
    this.one = new Filters(List.of(first));
  }

  List<Block> filters() {
    List<Block> blocks = new ArrayList<>();
    blocks.add(
        new Paragraph(
            "In logs from "
                + Wording.time(from())
                + " to "
                + Wording.time(to())
                + " UTC: start, duration and end reason of the session, and a drop of the SYN."
                + " Where a filter takes one port, it is that of the first row, "
                + first.clientPort()
                + "; put in the others."));
    blocks.add(new Code("tcpdump, all rows", List.of("tcpdump -n '" + all.tcpdump() + "'")));
    blocks.add(new Code("Wireshark, all rows", List.of(all.wireshark())));
    blocks.add(new Code("Linux, session now", List.of(one.conntrack())));
    blocks.add(new Code("Linux, what becomes of a SYN", all.nft()));
    blocks.add(new Code("Palo Alto, traffic log", List.of(one.panOsLog())));
    blocks.add(new Code("Palo Alto, session now", List.of(one.panOsSession())));
    blocks.add(new Code("FortiGate, session now", one.fortiGate()));
    blocks.add(new Code("Check Point, log", List.of(one.checkPointLog())));
    blocks.add(new Code("Check Point, connections table", List.of(one.checkPointTable())));
    blocks.add(new Code("Cisco ASA, session now", List.of(one.asaSession())));
    blocks.add(new Code("Cisco ASA, drops", List.of(one.asaDrops())));
    blocks.add(new Code("AWS flow logs, Logs Insights, all rows", all.logsInsights()));
    blocks.add(new Code("AWS flow logs, filter pattern", List.of(one.flowLogPattern())));
    blocks.add(new Code("Azure flow logs (NSG, virtual network)", List.of(one.azureFlowTuple())));
    blocks.add(
        new Paragraph(
            "What shows sessions now is for the next failure: these are over. Filters of vendors"
                + " follow their documentation and were not tried on your version."));
    return blocks;
  }

  private long from() {
    return sessions.clearest().stream()
            .mapToLong(c -> Math.max(0, Math.min(c.firstSyn(), known(c.sessionStart(), c))))
            .min()
            .orElse(0)
        - MINUTE;
  }

  private static long known(long time, ListedConnect connect) {
    return time == Use.UNKNOWN ? connect.firstSyn() : time;
  }

  private long to() {
    return sessions.clearest().stream().mapToLong(ListedConnect::lastSyn).max().orElse(0) + MINUTE;
  }

  List<Block> captures() {
    return List.of(
        new Paragraph(
            "Rings of at most 1 GB; leave them running on the client's host and on the server's (or"
                + " on both sides of the device), and stop them after a failure. A SYN in the first"
                + " and not in the second was stopped in between; one in both was not."),
        new Code("client's host", List.of(ring("client"))),
        new Code("server's host", List.of(ring("server"))));
  }

  private String ring(String side) {
    return String.format(
        "tcpdump -i any -n -s 128 -C 100 -W 10 -w tuplewatch-%s.pcap '%s'",
        side, all.tcpdumpOfAll());
  }
}

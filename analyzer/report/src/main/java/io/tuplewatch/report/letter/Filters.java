package io.tuplewatch.report.letter;

import java.util.List;
import java.util.TreeSet;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/**
 * What finds the packets, sessions or log lines of four-tuples between one client and one server,
 * in the spelling of each tool. Those of tcpdump, Wireshark, conntrack and nft are run by tests
 * against the tools; the others follow their vendors' documentation.
 *
 * <p>Built from parsed addresses and ports alone.
 */
final class Filters {

  private final Endpoints first;
  private final TreeSet<Integer> ports = new TreeSet<>();

  /** {@code tuples}: one or more, which differ in their client port only. */
  Filters(List<Endpoints> tuples) {
    this.first = tuples.get(0);
    tuples.forEach(tuple -> ports.add(tuple.clientPort()));
  }

  /** Capture filter (pcap-filter(7)) of the packets of these tuples in both directions. */
  String tcpdump() {
    return "tcp and (" + directed("src", "dst") + " or " + directed("dst", "src") + ")";
  }

  private String directed(String fromClient, String toServer) {
    return String.format(
        "(%s host %s and %s host %s and %s port %d and %s)",
        fromClient,
        first.client(),
        toServer,
        first.server(),
        toServer,
        first.serverPort(),
        anyPort(port -> fromClient + " port " + port, " or "));
  }

  /** Capture filter of everything between the hosts at the server's port, and of all ICMP. */
  String tcpdumpOfAll() {
    return String.format(
        "(host %s and host %s and tcp port %d) or icmp or icmp6",
        first.client(), first.server(), first.serverPort());
  }

  /** Display filter of the same packets as {@link #tcpdump}; ICMP that quotes them is left out. */
  String wireshark() {
    String ip = first.v6() ? "ipv6" : "ip";
    return "tcp && !icmp && !icmpv6 && ("
        + shown(ip, "src", "dst")
        + " || "
        + shown(ip, "dst", "src")
        + ")";
  }

  private String shown(String ip, String client, String server) {
    return String.format(
        "(%s.%s == %s && %s.%s == %s && tcp.%sport == %d && %s)",
        ip,
        client,
        first.client(),
        ip,
        server,
        first.server(),
        server,
        first.serverPort(),
        anyPort(port -> "tcp." + client + "port == " + port, " || "));
  }

  private String anyPort(IntFunction<String> spelled, String or) {
    return ports.stream().map(spelled::apply).collect(Collectors.joining(or, "(", ")"));
  }

  /** Lists the session of the first tuple in a Linux firewall's table. */
  String conntrack() {
    return String.format(
        "conntrack -L -f %s -p tcp --orig-src %s --orig-dst %s --orig-port-src %d --orig-port-dst %d",
        first.v6() ? "ipv6" : "ipv4",
        first.client(),
        first.server(),
        first.clientPort(),
        first.serverPort());
  }

  /** Rules that trace the SYNs of these tuples on a Linux firewall; the last line ends it. */
  List<String> nft() {
    return List.of(
        "nft add table inet tuplewatch",
        "nft 'add chain inet tuplewatch trace { type filter hook prerouting priority -350; }'",
        "nft 'add rule inet tuplewatch trace " + nftMatch() + " counter meta nftrace set 1'",
        "nft monitor trace",
        "nft delete table inet tuplewatch");
  }

  private String nftMatch() {
    String ip = first.v6() ? "ip6" : "ip";
    return String.format(
        "%s saddr %s %s daddr %s tcp dport %d tcp sport { %s }" + " tcp flags & (syn | ack) == syn",
        ip,
        first.client(),
        ip,
        first.server(),
        first.serverPort(),
        ports.stream().map(String::valueOf).collect(Collectors.joining(", ")));
  }

  /** Palo Alto: filter of the traffic log. */
  String panOsLog() {
    return String.format(
        "( addr.src in %s ) and ( addr.dst in %s ) and ( port.dst eq %d ) and ( port.src eq %d )",
        first.client(), first.server(), first.serverPort(), first.clientPort());
  }

  /** Palo Alto: the live session. */
  String panOsSession() {
    return String.format(
        "show session all filter protocol 6 source %s source-port %d destination %s"
            + " destination-port %d",
        first.client(), first.clientPort(), first.server(), first.serverPort());
  }

  /** FortiGate: the live session. */
  List<String> fortiGate() {
    String filter = "diagnose sys session" + (first.v6() ? "6" : "") + " ";
    return List.of(
        filter + "filter clear",
        filter + "filter src " + first.client(),
        filter + "filter dst " + first.server(),
        filter + "filter sport " + first.clientPort(),
        filter + "filter dport " + first.serverPort(),
        filter + "list");
  }

  /** Check Point: filter of the log. */
  String checkPointLog() {
    return String.format(
        "src:%s AND dst:%s AND s_port:%d AND service:%d",
        first.client(), first.server(), first.clientPort(), first.serverPort());
  }

  /** Check Point: the line of the connections table, whose numbers are hexadecimal. */
  String checkPointTable() {
    return String.format(
        "fw tab -t connections -u | grep -i '%s, %08x, %s, %08x, 0*6'",
        checkPoint(first.client().hex()),
        first.clientPort(),
        checkPoint(first.server().hex()),
        first.serverPort());
  }

  /** An IPv6 address is four numbers there. */
  private static String checkPoint(String hex) {
    return hex.replaceAll("(.{8})(?!$)", "$1, ");
  }

  /** Cisco ASA: the live session. */
  String asaSession() {
    return String.format(
        "show conn detail protocol tcp address %s port %d address %s port %d",
        first.client(), first.clientPort(), first.server(), first.serverPort());
  }

  /** Cisco ASA: drops while they happen. */
  String asaDrops() {
    return String.format(
        "capture tuplewatch type asp-drop all match tcp host %s host %s eq %d",
        first.client(), first.server(), first.serverPort());
  }

  /** AWS: CloudWatch Logs Insights over VPC flow logs, of all these tuples, both directions. */
  List<String> logsInsights() {
    String from = anyOf("srcPort");
    String to = anyOf("dstPort");
    return List.of(
        "fields @timestamp, srcAddr, srcPort, dstAddr, dstPort, action, packets, start, end",
        "| filter protocol = 6",
        String.format(
            "| filter (srcAddr = '%s' and dstAddr = '%s' and dstPort = %d and %s)",
            first.client(), first.server(), first.serverPort(), from),
        String.format(
            "      or (srcAddr = '%s' and dstAddr = '%s' and srcPort = %d and %s)",
            first.server(), first.client(), first.serverPort(), to),
        "| sort @timestamp asc");
  }

  private String anyOf(String field) {
    return field
        + " in "
        + ports.stream().map(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
  }

  /** AWS: filter pattern of CloudWatch Logs over flow logs in the default format. */
  String flowLogPattern() {
    return String.format(
        "[version, account, eni, source = \"%s\", destination = \"%s\", srcport = %d, dstport = %d,"
            + " protocol = 6, ...]",
        first.client(), first.server(), first.clientPort(), first.serverPort());
  }

  /** Azure: the flow tuple in NSG (T) and virtual network (6) flow logs, for grep -E. */
  String azureFlowTuple() {
    return String.format(
        "grep -oE '\"[0-9]+,%s,%s,%d,%d,(T|6),[IO],[^\"]*\"'",
        dotted(first.client().toString()),
        dotted(first.server().toString()),
        first.clientPort(),
        first.serverPort());
  }

  private static String dotted(String address) {
    return address.replace(".", "\\.");
  }
}

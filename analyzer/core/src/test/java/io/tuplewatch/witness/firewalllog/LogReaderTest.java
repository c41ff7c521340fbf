package io.tuplewatch.witness.firewalllog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines as vendors' documentation and a real ulogd write them, with other addresses. */
class LogReaderTest {

  private static final long NEAR = epoch("2026-11-29T09:00:00Z");

  @TempDir private Path folder;

  @Test
  void netfilter() throws Exception {
    LogEntry entry =
        only(
            "Nov 29 09:40:55 vm session-held  IN=client OUT=server MAC=26:80:14 SRC=10.1.1.2"
                + " DST=10.1.3.1 LEN=60 TOS=00 PREC=0x00 TTL=63 ID=45467 DF PROTO=TCP SPT=40000"
                + " DPT=5000 SEQ=2673595047 ACK=0 WINDOW=64240 SYN URGP=0 MARK=0xa7d25b9f ");

    assertTuple(entry, true, "2026-11-29T09:40:55Z");
    assertThat(entry.text()).isEqualTo("session-held");
    assertThat(entry.to() - entry.from()).isEqualTo(999_999_999);
  }

  @Test
  void fortiGate() throws Exception {
    assertTuple(
        only(
            "date=2026-11-29 time=10:40:55 tz=\"+0100\" logid=\"0000000013\" type=\"traffic\""
                + " srcip=10.1.1.2 srcport=40000 dstip=10.1.3.1 dstport=5000 sessionid=105048"
                + " proto=6 action=\"deny\" policyid=0 duration=116"),
        true,
        "2026-11-29T09:40:55Z");
    LogEntry closed =
        only(
            "date=2026-11-29 time=10:40:55 eventtime=1795945255369913239 srcip=10.1.1.2"
                + " srcport=40000 dstip=10.1.3.1 dstport=5000 proto=6 action=\"close\""
                + " duration=116");
    assertTuple(closed, false, "2026-11-29T09:40:55.369913239Z");
    assertThat(closed.age()).isEqualTo(116_000_000_000L);
  }

  @Test
  void checkPoint() throws Exception {
    LogEntry entry =
        only(
            "<134>1 2026-11-29T09:40:55Z gw CheckPoint 13752 - [action:\"Drop\"; flags:\"1\";"
                + " src:\"10.1.1.2\"; dst:\"10.1.3.1\"; proto:\"6\"; s_port:\"40000\";"
                + " service:\"5000\"; message_info:\"SYN packet on established connection\";]");

    assertTuple(entry, true, "2026-11-29T09:40:55Z");
    assertThat(entry.text()).contains("SYN packet");
  }

  @Test
  void ciscoAsa() throws Exception {
    assertTuple(
        only(
            "Nov 29 2026 09:40:55 fw : %ASA-4-106023: Deny tcp src inside:10.1.1.2/40000 dst"
                + " outside:10.1.3.1/5000 by access-group \"in\" [0x0, 0x0]"),
        true,
        "2026-11-29T09:40:55Z");
    assertTuple(
        only(
            "Nov 29 2026 09:40:55: %ASA-4-419002: Duplicate TCP SYN from inside:10.1.1.2/40000 to"
                + " outside:10.1.3.1/5000 with different initial sequence number"),
        true,
        "2026-11-29T09:40:55Z");
    assertThat(
            read(
                "Nov 29 2026 09:40:55: %ASA-6-302014: Teardown TCP connection 7 for"
                    + " inside:10.1.1.2/40000 to outside:10.1.3.1/5000 duration 0:01:56 bytes 0 SYN"
                    + " Timeout"))
        .singleElement()
        .satisfies(entry -> assertThat(entry.age()).isEqualTo(116_000_000_000L));
  }

  @Test
  void panOs() throws Exception {
    String line =
        "Nov 29 09:40:56 1,2026/11/29 09:40:56,0009C101317,TRAFFIC,drop,1,2026/11/29 09:40:56,"
            + "10.1.1.2,10.1.3.1,0.0.0.0,0.0.0.0,rule,,,not-applicable,vsys1,A,B,i1,i2,Syslog,"
            + "2026/11/29 09:40:56,1070831,1,40000,5000,0,0,0x0,tcp,deny,74,74,0,1,"
            + "2026/11/29 09:40:55,0,any,0,3297977305,0x0,10.0.0.0,10.0.0.0,0,1,0,policy-deny";

    LogEntry entry = only(line);

    assertTuple(entry, true, "2026-11-29T09:40:55Z");
    assertThat(entry.text()).isEqualTo("policy-deny");
    assertThat(entry.age()).isZero();
  }

  @Test
  void awsFlowLogs() throws Exception {
    String line =
        "2 123456789010 eni-1 10.1.1.2 10.1.3.1 40000 5000 6 1 40 1795945255 1795945315 REJECT OK";

    assertTuple(only(line), true, "2026-11-29T09:40:55Z");
    assertThat(only(line).to() - only(line).from()).isEqualTo(60_999_999_999L);
    assertTuple(
        only(
            "action dstport srcport dstaddr srcaddr start end",
            "REJECT 5000 40000 10.1.3.1 10.1.1.2 1795945255 1795945315"),
        true,
        "2026-11-29T09:40:55Z");
  }

  @Test
  void azureFlowLogs() throws Exception {
    List<LogEntry> entries =
        read(
            "{\"flowTuples\":[\"1795945255,10.1.1.2,10.1.3.1,40000,5000,T,O,D,B,,,,\","
                + "\"1795945255000,10.1.1.2,10.1.3.1,40000,5000,6,O,D,NX,0,0,0,0\","
                + "\"1795945255,10.1.1.2,10.1.3.1,40000,53,U,O,A,B,,,,\"]}");

    assertThat(entries).hasSize(2);
    entries.forEach(entry -> assertTuple(entry, true, "2026-11-29T09:40:55Z"));
  }

  @Test
  void csvWithNamesOfItsOwnInAZone() throws Exception {
    List<LogEntry> entries =
        read(
            new LogReader.Form(
                ZoneId.of("Europe/Berlin"),
                NEAR,
                Map.of("source", "Client IP", "target", "server")),
            "when;Client IP;srcport;server;dstport;action;time",
            "x;10.1.1.2;40000;10.1.3.1;5000;Blocked;2026-11-29 10:40:55.250");

    assertTuple(entries.get(0), true, "2026-11-29T09:40:55.250Z");
  }

  @Test
  void aTimeWithoutAYearIsInTheYearThatBringsItNearest() throws Exception {
    long newYear = epoch("2027-01-01T00:00:00Z");
    LogReader.Form form = new LogReader.Form(ZoneOffset.UTC, newYear, Map.of());

    LogEntry entry =
        read(
                form,
                "Dec 31 23:59:59 fw kernel: IN=a OUT=b SRC=10.1.1.2 DST=10.1.3.1 PROTO=TCP SPT=1"
                    + " DPT=2")
            .get(0);

    assertThat(entry.from()).isEqualTo(epoch("2026-12-31T23:59:59Z"));
  }

  @Test
  void whatIsNoConnectionIsPassedOver() throws Exception {
    assertThat(
            read(
                "",
                "garbage",
                "IN=a OUT=b SRC=10.1.1.2 DST=10.1.3.1 PROTO=UDP SPT=1 DPT=2",
                "Nov 99 99:99:99 fw IN=a OUT=b SRC=10.1.1.2 DST=10.1.3.1 PROTO=TCP SPT=1 DPT=2",
                "srcip=999.1.1.1 dstip=10.1.3.1 srcport=70000 dstport=1 time=1795945255",
                "\u0000\u0001%ASA-4-106023: Deny"))
        .isEmpty();
  }

  private static void assertTuple(LogEntry entry, boolean blocked, String from) {
    assertThat(entry.source()).hasToString("10.1.1.2");
    assertThat(entry.sourcePort()).isEqualTo(40000);
    assertThat(entry.target()).hasToString("10.1.3.1");
    assertThat(entry.targetPort()).isEqualTo(5000);
    assertThat(entry.blocked()).isEqualTo(blocked);
    assertThat(entry.from()).isEqualTo(epoch(from));
  }

  private LogEntry only(String... lines) throws Exception {
    List<LogEntry> entries = read(lines);
    assertThat(entries).hasSize(1);
    return entries.get(0);
  }

  private List<LogEntry> read(String... lines) throws Exception {
    return read(new LogReader.Form(ZoneOffset.UTC, NEAR, Map.of()), lines);
  }

  private List<LogEntry> read(LogReader.Form form, String... lines) throws Exception {
    Path file = Files.write(folder.resolve("log"), List.of(lines));
    List<LogEntry> entries = new ArrayList<>();
    LogReader.read(file, form, entries::add);
    return entries;
  }

  private static long epoch(String time) {
    Instant instant = Instant.parse(time);
    return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
  }
}

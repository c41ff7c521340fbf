package io.tuplewatch.witness;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** A line as a device writes it, of a SYN that it blocked or let pass. */
enum DeviceLog {
  NETFILTER {
    @Override
    String line(Instant at, ZoneId zone, String from, int port, String to, boolean blocked) {
      return syslog(at, zone)
          + " fw kernel: "
          + (blocked ? "session-held" : "accept")
          + " IN=eth0 OUT=eth1 MAC=26:80:14:0a:01:02:02:42:0a:01:01:02:08:00 SRC="
          + from
          + " DST="
          + to
          + " LEN=60 TOS=0x00 PREC=0x00 TTL=63 ID=45467 DF PROTO=TCP SPT="
          + port
          + " DPT=443 SEQ=2673595047 ACK=0 WINDOW=64240 RES=0x00 SYN URGP=0";
    }
  },
  FORTIGATE {
    @Override
    String line(Instant at, ZoneId zone, String from, int port, String to, boolean blocked) {
      return format("'date='yyyy-MM-dd 'time='HH:mm:ss", at, zone)
          + " devname=\"FGT61E\" devid=\"FGT61E0000000000\" logid=\"0000000013\" type=\"traffic\""
          + " subtype=\"forward\" level=\"notice\" vd=\"root\" tz=\""
          + format("xx", at, zone)
          + "\" srcip="
          + from
          + " srcport="
          + port
          + " srcintf=\"port1\" dstip="
          + to
          + " dstport=443 dstintf=\"port2\" sessionid=105048 proto=6 action=\""
          + (blocked ? "deny" : "accept")
          + "\" policyid=0 service=\"HTTPS\" trandisp=\"noop\" sentbyte=0";
    }
  },
  CHECK_POINT {
    @Override
    String line(Instant at, ZoneId zone, String from, int port, String to, boolean blocked) {
      return "<134>1 "
          + DateTimeFormatter.ISO_INSTANT.format(
              at.truncatedTo(java.time.temporal.ChronoUnit.SECONDS))
          + " gw CheckPoint 13752 - [action:\""
          + (blocked ? "Drop" : "Accept")
          + "\"; flags:\"395268\"; ifdir:\"inbound\"; ifname:\"eth1\";"
          + " loguid:\"{0x1,0x2,0x3,0x4}\"; origin:\"10.0.0.1\"; version:\"5\"; dst:\""
          + to
          + "\"; message_info:\"SYN packet on established connection\"; product:\"VPN-1 &"
          + " FireWall-1\"; proto:\"6\"; s_port:\""
          + port
          + "\"; service:\"443\"; src:\""
          + from
          + "\"]";
    }
  },
  ASA {
    @Override
    String line(Instant at, ZoneId zone, String from, int port, String to, boolean blocked) {
      String head = format("MMM dd yyyy HH:mm:ss", at, zone) + " asa : ";
      return blocked
          ? head
              + "%ASA-4-419002: Duplicate TCP SYN from inside:"
              + from
              + "/"
              + port
              + " to outside:"
              + to
              + "/443 with different initial sequence number"
          : head
              + "%ASA-6-302013: Built outbound TCP connection 7 for outside:"
              + to
              + "/443 ("
              + to
              + "/443) to inside:"
              + from
              + "/"
              + port
              + " ("
              + from
              + "/"
              + port
              + ")";
    }
  },
  PAN_OS {
    @Override
    String line(Instant at, ZoneId zone, String from, int port, String to, boolean blocked) {
      String time = format("yyyy/MM/dd HH:mm:ss", at, zone);
      return syslog(at, zone)
          + " pa 1,"
          + time
          + ",0009C101317,TRAFFIC,"
          + (blocked ? "drop" : "start")
          + ",2561,"
          + time
          + ","
          + from
          + ","
          + to
          + ",0.0.0.0,0.0.0.0,\"rule, one\",,,not-applicable,vsys1,trust,untrust,ethernet1/1,"
          + "ethernet1/2,Syslog,"
          + time
          + ",1070831,1,"
          + port
          + ",443,0,0,0x0,tcp,"
          + (blocked ? "deny" : "allow")
          + ",74,74,0,1,"
          + time
          + ",0,any,0,3297977305,0x0,10.0.0.0-10.255.255.255,10.0.0.0-10.255.255.255,0,1,0,"
          + (blocked ? "policy-deny" : "n/a");
    }
  },
  AWS {
    @Override
    String line(Instant at, ZoneId zone, String from, int port, String to, boolean blocked) {
      long second = at.getEpochSecond();
      return "2 123456789010 eni-1235b8ca123456789 "
          + from
          + " "
          + to
          + " "
          + port
          + " 443 6 1 60 "
          + (second - second % 20)
          + " "
          + (second - second % 20 + 20)
          + (blocked ? " REJECT OK" : " ACCEPT OK");
    }
  },
  AZURE {
    @Override
    String line(Instant at, ZoneId zone, String from, int port, String to, boolean blocked) {
      return "{\"time\":\"x\",\"category\":\"NetworkSecurityGroupFlowEvent\",\"properties\":"
          + "{\"Version\":2,\"flows\":[{\"rule\":\"r\",\"flows\":[{\"mac\":\"000D3AF87856\","
          + "\"flowTuples\":[\""
          + at.getEpochSecond()
          + ","
          + from
          + ","
          + to
          + ","
          + port
          + ",443,T,O,"
          + (blocked ? "D" : "A")
          + ",B,,,,\"]}]}]}}";
    }
  };

  /** The time is the device's own; {@code blocked} false: it let the SYN pass. */
  abstract String line(Instant at, ZoneId zone, String from, int port, String to, boolean blocked);

  private static String syslog(Instant at, ZoneId zone) {
    return format("MMM ppd HH:mm:ss", at, zone);
  }

  private static String format(String pattern, Instant at, ZoneId zone) {
    return DateTimeFormatter.ofPattern(pattern, Locale.ROOT).format(at.atZone(zone));
  }
}

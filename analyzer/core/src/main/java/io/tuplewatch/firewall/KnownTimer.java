package io.tuplewatch.firewall;

import static io.tuplewatch.firewall.KnownTimer.Kind.AFTER_CLOSE;
import static io.tuplewatch.firewall.KnownTimer.Kind.IDLE;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A timer of a device as it is set when nobody changes it.
 *
 * @param id the device, as {@code --firewall} takes it; of two timers of one device both have the
 *     same
 * @param device its name
 * @param kind what starts it
 * @param length how long it runs
 * @param read the month in which its page was read, such as 2026-11
 * @param page where that was read, without the scheme
 */
public record KnownTimer(
    String id, String device, Kind kind, Duration length, String read, String page) {

  /** What starts a timer. */
  public enum Kind {
    /** Any packet of a session that is open. */
    IDLE("idle timeout"),
    /** The second FIN, or an RST. */
    AFTER_CLOSE("timer after FIN or RST");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    /** For a sentence. */
    public String words() {
      return words;
    }
  }

  private static final String AWS = "docs.aws.amazon.com/";
  private static final String AZURE = "learn.microsoft.com/azure/";
  private static final String GOOGLE = "cloud.google.com/";

  private static final List<KnownTimer> ALL =
      List.of(
          idle(
              "aws-security-group",
              "AWS security group",
              432_000,
              "2026-11",
              AWS + "AWSEC2/latest/UserGuide/security-group-connection-tracking.html"),
          idle(
              "aws-security-group-nitro-v6",
              "AWS security group, Nitro v6",
              350,
              "2026-11",
              AWS + "AWSEC2/latest/UserGuide/security-group-connection-tracking.html"),
          idle(
              "aws-network-firewall",
              "AWS Network Firewall",
              350,
              "2026-11",
              AWS + "network-firewall/latest/APIReference/API_FlowTimeouts.html"),
          idle(
              "aws-nlb",
              "AWS Network Load Balancer",
              350,
              "2026-11",
              AWS + "elasticloadbalancing/latest/network/update-idle-timeout.html"),
          idle(
              "aws-gwlb",
              "AWS Gateway Load Balancer",
              350,
              "2026-11",
              "aws.amazon.com/blogs/networking-and-content-delivery/introducing-configurable-tcp-idle-timeout-for-gateway-load-balancer"),
          idle(
              "aws-nat-gateway",
              "AWS NAT gateway",
              350,
              "2026-11",
              AWS + "vpc/latest/userguide/nat-gateway-troubleshooting.html"),
          idle(
              "azure-lb",
              "Azure Load Balancer",
              240,
              "2026-11",
              AZURE + "load-balancer/load-balancer-tcp-idle-timeout"),
          idle(
              "azure-nat-gateway",
              "Azure NAT gateway",
              240,
              "2026-11",
              AZURE + "nat-gateway/nat-gateway-resource"),
          closed(
              "azure-nat-gateway",
              "Azure NAT gateway",
              65,
              "2026-11",
              AZURE + "nat-gateway/nat-gateway-resource"),
          idle("azure-firewall", "Azure Firewall", 240, "2026-11", AZURE + "firewall/firewall-faq"),
          idle(
              "gcp-vpc-firewall",
              "Google Cloud VPC firewall",
              600,
              "2026-11",
              GOOGLE + "firewall/docs/firewalls"),
          idle(
              "gcp-cloud-nat",
              "Google Cloud NAT",
              1_200,
              "2026-11",
              GOOGLE + "nat/docs/tune-nat-configuration"),
          closed(
              "gcp-cloud-nat",
              "Google Cloud NAT, gateways made before 2026-06-30",
              120,
              "2026-11",
              GOOGLE + "nat/docs/tune-nat-configuration"),
          closed(
              "gcp-cloud-nat",
              "Google Cloud NAT, gateways made from 2026-09-30 on",
              30,
              "2026-11",
              GOOGLE + "nat/docs/tune-nat-configuration"),
          idle(
              "pan-os",
              "Palo Alto PAN-OS",
              3_600,
              "2026-11",
              "knowledgebase.paloaltonetworks.com/KCSArticleDetail?id=kA10g000000ClRiCAK"),
          closed(
              "pan-os",
              "Palo Alto PAN-OS",
              15,
              "2026-11",
              "docs.paloaltonetworks.com/ngfw/help/10-1/objects/objects-services"),
          idle(
              "check-point",
              "Check Point",
              3_600,
              "2026-11",
              "community.checkpoint.com/t5/General-Topics/Change-to-Global-Properties-Session-Timeout-Settings/m-p/248796"),
          closed(
              "check-point",
              "Check Point",
              20,
              "2026-11",
              "khairul.org/2023/01/30/check-point-security-gateway-dropping-traffic-with-the-first-packet-isnt-syn-error-message"),
          idle(
              "fortigate",
              "FortiGate",
              3_600,
              "2026-11",
              "community.fortinet.com/t5/FortiGate/Technical-Tip-Default-session-timeout-value-session-ttl/ta-p/194357"),
          idle(
              "cisco-asa",
              "Cisco ASA",
              3_600,
              "2026-11",
              "www.cisco.com/c/en/us/td/docs/security/asa/asa91/configuration/firewall/asa_91_firewall_config/conns_connlimits.html"),
          closed(
              "cisco-asa",
              "Cisco ASA",
              60,
              "2026-11",
              "www.cisco.com/c/en/us/td/docs/security/asa/asa91/configuration/firewall/asa_91_firewall_config/conns_connlimits.html"),
          idle(
              "f5-fastl4",
              "F5 BIG-IP FastL4",
              300,
              "2026-11",
              "docs.ansible.com/ansible/latest/modules/bigip_profile_fastl4_module.html"),
          idle(
              "juniper-srx",
              "Juniper SRX",
              1_800,
              "2026-11",
              "www.juniper.net/documentation/us/en/software/junos/flow-packet-processing/topics/topic-map/security-flow-based-session-for-srx-series-devices.html"),
          closed(
              "juniper-srx",
              "Juniper SRX",
              2,
              "2026-11",
              "www.juniper.net/documentation/us/en/software/junos/flow-packet-processing/topics/ref/statement/fin-invalidate-session-edit-security-flow-tcp-session.html"),
          idle(
              "linux-conntrack",
              "Linux connection tracking",
              432_000,
              "2026-11",
              "docs.kernel.org/networking/nf_conntrack-sysctl.html"),
          closed(
              "linux-conntrack",
              "Linux connection tracking",
              120,
              "2026-11",
              "docs.kernel.org/networking/nf_conntrack-sysctl.html"));

  /** All of them, by device. */
  public static List<KnownTimer> all() {
    return ALL;
  }

  /** The idle timeout of a device, if it is known. */
  public static Optional<Duration> idleTimeout(String id) {
    return ALL.stream()
        .filter(timer -> timer.kind == IDLE && timer.id.equals(id))
        .map(KnownTimer::length)
        .findFirst();
  }

  /** Those that an interval holds; both ends in ns, both included. */
  public static List<KnownTimer> within(long lowNanos, long highNanos) {
    return ALL.stream()
        .filter(timer -> lowNanos <= timer.length.toNanos() && timer.length.toNanos() <= highNanos)
        .toList();
  }

  private static KnownTimer idle(String id, String device, long seconds, String read, String page) {
    return new KnownTimer(id, device, IDLE, Duration.ofSeconds(seconds), read, page);
  }

  private static KnownTimer closed(
      String id, String device, long seconds, String read, String page) {
    return new KnownTimer(id, device, AFTER_CLOSE, Duration.ofSeconds(seconds), read, page);
  }
}

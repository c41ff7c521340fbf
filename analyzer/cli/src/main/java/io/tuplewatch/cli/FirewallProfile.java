package io.tuplewatch.cli;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * TCP idle timeouts of known devices, by id, as their public documentation gives them. They say how
 * long an idle connection is kept; no documentation found says that a closed one is kept as long.
 */
final class FirewallProfile implements ITypeConverter<Duration> {

  private static final Map<String, Duration> TIMEOUTS = new LinkedHashMap<>();

  static {
    TIMEOUTS.put("aws-security-group", Duration.ofDays(5));
    TIMEOUTS.put("aws-security-group-nitro-v6", Duration.ofSeconds(350));
    TIMEOUTS.put("aws-network-firewall", Duration.ofSeconds(350));
    TIMEOUTS.put("aws-nlb", Duration.ofSeconds(350));
    TIMEOUTS.put("aws-gwlb", Duration.ofSeconds(350));
    TIMEOUTS.put("aws-nat-gateway", Duration.ofSeconds(350));
    TIMEOUTS.put("azure-lb", Duration.ofMinutes(4));
    TIMEOUTS.put("azure-nat-gateway", Duration.ofMinutes(4));
    TIMEOUTS.put("azure-firewall", Duration.ofMinutes(4));
    TIMEOUTS.put("gcp-vpc-firewall", Duration.ofMinutes(10));
    TIMEOUTS.put("gcp-cloud-nat", Duration.ofMinutes(20));
    TIMEOUTS.put("pan-os", Duration.ofHours(1));
    TIMEOUTS.put("check-point", Duration.ofHours(1));
    TIMEOUTS.put("fortigate", Duration.ofHours(1));
    TIMEOUTS.put("cisco-asa", Duration.ofHours(1));
    TIMEOUTS.put("f5-fastl4", Duration.ofMinutes(5));
    TIMEOUTS.put("juniper-srx", Duration.ofMinutes(30));
    TIMEOUTS.put("linux-conntrack", Duration.ofDays(5));
  }

  /** The ids, for the help. */
  static final class Ids extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Ids() {
      super(TIMEOUTS.keySet());
    }
  }

  @Override
  public Duration convert(String id) {
    Duration timeout = TIMEOUTS.get(id);
    if (timeout == null) {
      throw new TypeConversionException(
          "no firewall is called '" + id + "'; there are " + String.join(", ", TIMEOUTS.keySet()));
    }
    return timeout;
  }
}

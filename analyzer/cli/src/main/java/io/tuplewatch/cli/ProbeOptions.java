package io.tuplewatch.cli;

import io.tuplewatch.probe.ProbePlan;
import io.tuplewatch.probe.SourcePorts;
import io.tuplewatch.report.SafeText;
import io.tuplewatch.selection.PortRange;
import io.tuplewatch.selection.PortSet;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** What the options of {@code tuplewatch probe} mean on this machine. */
final class ProbeOptions {

  private static final Path SYSCTLS = Path.of("/proc/sys/net/ipv4");
  private static final Pattern SERVICE = Pattern.compile("(?:\\[([^\\]]+)]|([^:]+)):([0-9]{1,5})");

  /** So many ports below the ephemeral range are taken, if there are as many. */
  private static final int PORTS_BELOW = 16_384;

  private static final int LOWEST = 1024;

  private ProbeOptions() {}

  /** HOST:PORT or [IPv6]:PORT, looked up. */
  static InetSocketAddress service(String text, CommandSpec spec) {
    Matcher matcher = SERVICE.matcher(text);
    int port = matcher.matches() ? Integer.parseInt(matcher.group(3)) : 0;
    if (port < 1 || port > PortRange.MAX_PORT) {
      throw new ParameterException(
          spec.commandLine(),
          SafeText.of(text) + " is not of the form db:5432 or [2001:db8::1]:443");
    }
    String host = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
    try {
      return new InetSocketAddress(InetAddress.getByName(host), port);
    } catch (UnknownHostException e) {
      throw new ParameterException(
          spec.commandLine(), SafeText.of(host) + " has no address here; is the name right?");
    }
  }

  /** Those of a range, or below the ephemeral range, without reserved ones. */
  static SourcePorts ports(@Nullable PortRange named, long seed) {
    PortRange ephemeral = PortRange.LINUX_DEFAULT;
    PortSet reserved = PortSet.NONE;
    try {
      PortSettings settings = PortSettings.read(SYSCTLS);
      ephemeral = settings.range();
      reserved = settings.reserved();
    } catch (UnusableInput e) {
      // Not Linux, or hidden: its usual range is as good a guess as any.
    }
    if (named != null) {
      return SourcePorts.of(named, PortSet.NONE, seed);
    }
    int low = Math.max(LOWEST, ephemeral.low() - PORTS_BELOW);
    boolean enough = ephemeral.low() - low >= PORTS_BELOW / 4;
    return SourcePorts.of(
        enough ? new PortRange(low, ephemeral.low() - 1) : ephemeral, reserved, seed);
  }

  /** Whether the kernel connects from a port whose tuple is in TIME_WAIT (tcp_tw_reuse). */
  static boolean timeWaitIsReused(InetAddress destination) {
    try {
      int reuse = PortSettings.read(SYSCTLS).twReuse();
      return reuse == 1 || (reuse == 2 && isOwn(destination));
    } catch (UnusableInput e) {
      return false;
    }
  }

  private static boolean isOwn(InetAddress address) {
    try {
      return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
    } catch (SocketException e) {
      return false;
    }
  }

  /** A numeric address; names would be looked up. */
  static final class AddressConverter implements ITypeConverter<InetAddress> {
    @Override
    public InetAddress convert(String value) throws UnknownHostException {
      if (!value.matches("[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.%\\w]*")) {
        throw new TypeConversionException("an address is like 10.0.0.7 or 2001:db8::7");
      }
      return InetAddress.getByName(value);
    }
  }

  /** 1s-1h. */
  static final class SearchConverter implements ITypeConverter<ProbePlan.Search> {
    @Override
    public ProbePlan.Search convert(String value) {
      String[] ends = value.split("-", -1);
      if (ends.length == 2) {
        Duration shortest = new Converters.DurationConverter().convert(ends[0]);
        Duration longest = new Converters.DurationConverter().convert(ends[1]);
        if (!shortest.isZero() && shortest.compareTo(longest) <= 0) {
          return new ProbePlan.Search(shortest, longest);
        }
      }
      throw new TypeConversionException("gaps to look between are like 1s-1h");
    }
  }
}

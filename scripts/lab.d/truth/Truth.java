import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The ground truth of a run, from a capture of the client's link alone: {@code Truth CAPTURE
 * CLIENT-ADDRESS TIMEOUT-SECONDS} prints one CSV row per use of a four-tuple, in time order. It
 * knows nothing of the agent or the analyzer.
 *
 * <p>A use begins with a SYN whose sequence number the tuple's last SYN did not have. Idle is the
 * time since the tuple's last packet, in either direction. A use worked if the client acknowledged
 * the server's SYN-ACK.
 */
final class Truth {

  static final String HEADER =
      "timeNs,localAddress,localPort,address,port,outcome,idleNs,early,failedEarlyReuse,blockedSyns,previousLatenessNs";

  private record FourTuple(String local, int localPort, String remote, int remotePort) {}

  private Truth() {}

  public static void main(String[] args) throws IOException {
    List<Packet> capture = Packet.read(Path.of(args[0]));
    print(history(capture, args[1], Long.parseLong(args[2]) * 1_000_000_000L));
  }

  private static Map<FourTuple, TupleTruth> history(
      List<Packet> capture, String client, long timeout) {
    Map<FourTuple, TupleTruth> tuples = new LinkedHashMap<>();
    for (Packet packet : capture) {
      boolean fromClient = packet.source().equals(client);
      FourTuple tuple =
          fromClient
              ? new FourTuple(client, packet.sourcePort(), packet.target(), packet.targetPort())
              : new FourTuple(client, packet.targetPort(), packet.source(), packet.sourcePort());
      // An ICMP message quotes the client's own packet, but comes from the other side.
      tuples
          .computeIfAbsent(tuple, t -> new TupleTruth(timeout))
          .add(packet, fromClient && !packet.icmp());
    }
    return tuples;
  }

  private static void print(Map<FourTuple, TupleTruth> tuples) {
    System.out.println(HEADER);
    tuples.values().stream()
        .flatMap(tuple -> tuple.uses().stream())
        .sorted(Comparator.comparingLong(use -> use.syn.time()))
        .map(Truth::row)
        .forEach(System.out::println);
  }

  private static String row(TupleTruth.Use use) {
    Packet syn = use.syn;
    return String.join(
        ",",
        String.valueOf(syn.time()),
        syn.source(),
        String.valueOf(syn.sourcePort()),
        syn.target(),
        String.valueOf(syn.targetPort()),
        use.outcome.name(),
        String.valueOf(use.idle),
        String.valueOf(use.early),
        String.valueOf(use.failedEarlyReuse()),
        String.valueOf(use.blockedSyns),
        String.valueOf(use.previousLateness));
  }
}

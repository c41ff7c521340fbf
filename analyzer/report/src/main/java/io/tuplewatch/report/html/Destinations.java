package io.tuplewatch.report.html;

import io.tuplewatch.connection.Destination;
import io.tuplewatch.connection.FourTuple;
import io.tuplewatch.connection.ReuseKey;
import io.tuplewatch.diagnosis.DestinationReuse;
import io.tuplewatch.report.TupleText;
import io.tuplewatch.reuse.ClassifiedUses;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The indexes of destinations in the diagnosis, found by their numbers among the uses. */
final class Destinations {

  /** The destination is not in the diagnosis. */
  static final int NONE = -1;

  private static final int NOT_LOOKED_UP = -2;

  private final Map<Destination, Integer> indexes = new HashMap<>();

  /** Two threads that look up the same number at once find the same. */
  private final int[] byNumber;

  Destinations(ClassifiedUses uses, List<DestinationReuse> destinations) {
    for (int index = 0; index < destinations.size(); index++) {
      indexes.put(destinations.get(index).destination(), index);
    }
    byNumber = new int[uses.all().destinations()];
    Arrays.fill(byNumber, NOT_LOOKED_UP);
  }

  /** Where the diagnosis has the destination of the connect at an index, or {@link #NONE}. */
  int indexOf(ClassifiedUses uses, int index) {
    int number = uses.destination(index);
    if (byNumber[number] == NOT_LOOKED_UP) {
      byNumber[number] = indexes.getOrDefault(destination(uses.all().key(number, 1)), NONE);
    }
    return byNumber[number];
  }

  private static Destination destination(ReuseKey key) {
    FourTuple tuple = key.tuple();
    return new Destination(
        key.realm(), tuple.localAddress(), tuple.remoteAddress(), tuple.remotePort());
  }

  /** "10.1.2.3:5432 (db.example)". */
  static String remote(String address, int port, @Nullable String host) {
    String endpoint = TupleText.endpoint(address, port);
    return host == null || host.equals(address) ? endpoint : endpoint + " (" + host + ")";
  }
}

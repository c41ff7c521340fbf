package io.tuplewatch.samples.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The application: {@code orders JDBC-URL SECONDS} lets every tenant query its database for that
 * long, then prints how many queries failed, and why as the application sees it. Exit codes: 0
 * done, whatever failed; 2 usage.
 */
public final class Orders {

  private static final int TENANTS = 8;

  private Orders() {}

  public static void main(String[] args) throws InterruptedException {
    if (args.length != 2 || !args[0].startsWith("jdbc:") || !args[1].matches("[1-9][0-9]{0,4}")) {
      System.err.println("orders: usage: orders JDBC-URL SECONDS (1 to 99999)");
      System.exit(2);
    }
    Failures failures = new Failures();
    run(args[0], Duration.ofSeconds(Integer.parseInt(args[1])), failures);
    System.out.print(failures.summary());
  }

  private static void run(String url, Duration duration, Failures failures)
      throws InterruptedException {
    long end = System.nanoTime() + duration.toNanos();
    List<Thread> threads = new ArrayList<>();
    for (int i = 1; i <= TENANTS; i++) {
      Thread thread = new Thread(new Tenant(url, end, failures), "tenant-" + i);
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
    // A connect that is pending when the JVM ends is not recorded: let the pools' last ones end.
    TimeUnit.SECONDS.sleep(Tenant.DRIVER_CONNECT_TIMEOUT_SECONDS + 1);
  }
}

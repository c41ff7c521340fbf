package io.tuplewatch.agent.boot;

import java.lang.management.ManagementFactory;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Registers the agent's bean. Only loaded where java.management is there and {@code jmx=on} asks
 * for it. Thread-safe.
 *
 * <p>Who starts the platform's MBean server decides with which logging and which server it runs,
 * and application servers want to do that themselves. So at the start of a JVM it is left to them:
 * the bean comes 10 s later, on a thread of its own.
 */
final class Management {

  private static final String NAME = "io.tuplewatch:type=Agent";
  private static final long DELAY_SECONDS = 10;

  private final AgentBean bean;
  private final CountDownLatch stopped = new CountDownLatch(1);
  private @Nullable MBeanServer server;

  private Management(Attachment attachment) {
    bean = new AgentBean(attachment);
  }

  /** Registers the bean of this attachment soon. */
  static Management start(Attachment attachment) {
    final Management management = new Management(attachment);
    new BriefThread("tuplewatch-jmx")
        .execute(
            new Runnable() {
              @Override
              public void run() {
                management.registerLater();
              }
            });
    return management;
  }

  private void registerLater() {
    try {
      if (!stopped.await(DELAY_SECONDS, TimeUnit.SECONDS)) {
        register();
      }
    } catch (Throwable t) {
      AgentLog.warn("no " + NAME + ": " + t);
    }
  }

  private synchronized void register() throws JMException {
    if (stopped.getCount() > 0) {
      MBeanServer platform = ManagementFactory.getPlatformMBeanServer();
      platform.registerMBean(bean, new ObjectName(NAME));
      server = platform;
    }
  }

  /** Takes the bean away. */
  synchronized void stop() {
    stopped.countDown();
    if (server != null) {
      try {
        server.unregisterMBean(new ObjectName(NAME));
      } catch (JMException e) {
        AgentLog.warn(NAME + " was not there any more: " + e);
      }
      server = null;
    }
  }
}

package io.tuplewatch.agent.boot;

import java.util.concurrent.Executor;

/**
 * Runs each task in a new daemon thread, which ends with it and holds no class loader of the
 * application. Thread-safe; where no thread can be had, the task is dropped.
 */
public final class BriefThread implements Executor {

  private final String name;

  public BriefThread(String name) {
    this.name = name;
  }

  @Override
  public void execute(Runnable task) {
    try {
      Thread thread = new Thread(null, task, name);
      thread.setDaemon(true);
      thread.setContextClassLoader(null);
      thread.start();
    } catch (OutOfMemoryError e) {
      SocketHooks.suppress(e);
    }
  }
}

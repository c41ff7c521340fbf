package io.tuplewatch.agent.cases;

import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.ProtectionDomain;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A second agent. The one loaded last is asked last, so that it sees what class files the JVM is
 * about to link.
 */
public final class WitnessAgent {

  private static final List<String> TARGETS =
      Arrays.asList(
          "sun.nio.ch.Net",
          "sun.nio.ch.NioSocketImpl",
          "sun.nio.ch.SocketChannelImpl",
          "sun.nio.ch.SocketDispatcher",
          "sun.nio.ch.UnixDispatcher",
          "sun.nio.ch.UnixAsynchronousSocketChannelImpl",
          "sun.nio.ch.PendingFuture",
          "sun.nio.ch.Invoker",
          "java.net.AbstractPlainSocketImpl");

  private static Instrumentation instrumentation;

  private WitnessAgent() {}

  public static void agentmain(String options, Instrumentation given) {
    instrumentation = given;
  }

  /** Class name and SHA-256 of its class file, as the last transformer in line sees it. */
  static String digests() throws Exception {
    Map<String, String> digests = new ConcurrentHashMap<>();
    ClassFileTransformer witness =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader loader,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] classFile) {
            if (redefined != null) {
              digests.put(redefined.getName(), sha256(classFile));
            }
            return null;
          }
        };
    instrumentation.addTransformer(witness, true);
    for (String target : TARGETS) {
      try {
        instrumentation.retransformClasses(Class.forName(target, false, null));
      } catch (ClassNotFoundException e) {
        // Not in this JDK.
      }
    }
    instrumentation.removeTransformer(witness);
    return new TreeMap<>(digests).toString();
  }

  private static String sha256(byte[] bytes) {
    try {
      return new BigInteger(1, MessageDigest.getInstance("SHA-256").digest(bytes)).toString(16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}

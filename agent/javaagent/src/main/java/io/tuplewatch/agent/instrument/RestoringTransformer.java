package io.tuplewatch.agent.instrument;

import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * Puts back the class files of retransformed classes as they come. Seemingly nothing; but JDK 21
 * and later forget the original class file when no transformer gives one back, and from then on
 * show others a file made from what is in memory, with the names of our hooks among its constants.
 */
final class RestoringTransformer implements ClassFileTransformer {

  @Override
  public byte @Nullable [] transform(
      @Nullable ClassLoader loader,
      @Nullable String internalName,
      @Nullable Class<?> classBeingRedefined,
      @Nullable ProtectionDomain domain,
      byte[] classFile) {
    return classBeingRedefined == null ? null : classFile.clone();
  }
}

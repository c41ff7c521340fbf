package io.tuplewatch.agent.instrument;

import net.bytebuddy.asm.Advice;
import net.bytebuddy.asm.AsmVisitorWrapper;
import net.bytebuddy.description.method.MethodDescription;
import net.bytebuddy.dynamic.ClassFileLocator;
import net.bytebuddy.matcher.ElementMatcher;

/** One piece of advice for some methods of one class. */
final class AdviceHook {

  private final String className;
  private final AsmVisitorWrapper advice;

  /**
   * @param className the JDK class, with dots
   */
  AdviceHook(String className, ElementMatcher<? super MethodDescription> methods, Class<?> advice) {
    this.className = className;
    // Advice is read as a class file from our own loader, never linked.
    ClassFileLocator locator = ClassFileLocator.ForClassLoader.of(advice.getClassLoader());
    this.advice = Advice.to(advice, locator).on(methods);
  }

  String className() {
    return className;
  }

  AsmVisitorWrapper advice() {
    return advice;
  }
}

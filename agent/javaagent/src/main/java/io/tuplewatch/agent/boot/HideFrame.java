package io.tuplewatch.agent.boot;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What {@link jdk.internal.vm.annotation.Hidden} is to a JDK before 16: its VM heeds {@code
 * java.lang.invoke.LambdaForm$Hidden}, which nobody else can name in Java. The build puts that name
 * into the class files in the place of this one, which is why both have the same length. Not in the
 * agent's jar.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface HideFrame {}

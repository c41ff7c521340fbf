package jdk.internal.vm.annotation;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The JDK's own annotation of this name, to compile against; not in the agent's jar. The VM heeds
 * it in classes of the boot loader: such a method is in no printed stack trace, and Flight Recorder
 * says of its frame that it is hidden. JDKs before 16 know it by another name.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface Hidden {}

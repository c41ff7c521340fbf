package io.tuplewatch.agent;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A method that is never called on Java 8; the build's check of the Java 8 API leaves it out. */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.METHOD)
@interface SinceJava9 {}

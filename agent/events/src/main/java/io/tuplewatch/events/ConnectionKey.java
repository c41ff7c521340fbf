package io.tuplewatch.events;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.MetadataDefinition;
import jdk.jfr.Name;
import jdk.jfr.Relational;

/** Tells tools that a connect and a close with the same value are of one connection. */
@MetadataDefinition
@Relational
@Name("tuplewatch.ConnectionKey")
@Label("Connection Key")
@Description("Ties the connect and the close of one connection")
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.FIELD)
@interface ConnectionKey {}

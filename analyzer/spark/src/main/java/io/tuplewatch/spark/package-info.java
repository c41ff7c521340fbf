/**
 * The diagnosis of many recordings on Apache Spark: each task looks at the recordings of some hosts
 * with the same engine as the command, and the driver puts their answers together ({@link
 * io.tuplewatch.diagnosis.PartwiseDiagnosis}).
 */
@NullMarked
package io.tuplewatch.spark;

import org.jspecify.annotations.NullMarked;

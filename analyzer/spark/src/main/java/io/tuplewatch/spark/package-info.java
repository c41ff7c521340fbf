/**
 * The diagnosis of many recordings on Apache Spark: groups of chunks are read ({@link ReadRange}),
 * their connects shuffled by host and remote address ({@link Slices}), and each task looks at what
 * it got with the same engine as the command ({@link SparkEngine}); the driver puts their answers
 * together ({@link io.tuplewatch.diagnosis.PartwiseDiagnosis}).
 */
@NullMarked
package io.tuplewatch.spark;

import org.jspecify.annotations.NullMarked;

/**
 * Tests of the ports used least recently, those with sockets in a network namespace of their own.
 */
package io.tuplewatch.lruports;

/** What is advised, held against what following it brings. */
package io.tuplewatch.advice;

/**
 * A recorded load played through the models of port selection. {@link
 * io.tuplewatch.selection.replay.Replay}: would these connects, at these times, have met as many
 * early reuses under each algorithm as were recorded? {@link
 * io.tuplewatch.selection.replay.WhatIf}: how many would they meet if something were different? A
 * count is always one with its 95 % interval, from many seeds.
 */
@NullMarked
package io.tuplewatch.selection.replay;

import org.jspecify.annotations.NullMarked;

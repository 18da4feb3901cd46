/**
 * Inputs of the kinds of fault that real bug reports have shown, and healthy twins: one kind a class, one input a manner.
 * {@code KindsIT} says what is right. A manner that ends in {@code -closed} is a twin.
 */
@NullMarked
package dev.lastack.it.programs.kinds;

import org.jspecify.annotations.NullMarked;

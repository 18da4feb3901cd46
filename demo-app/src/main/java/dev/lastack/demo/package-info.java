/** The demonstration: what runs, in which order, with how many connections. */
@NullMarked
package dev.lastack.demo;

import org.jspecify.annotations.NullMarked;

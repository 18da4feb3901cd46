/** Findings to text and JSON. */
@NullMarked
package dev.lastack.report;

import org.jspecify.annotations.NullMarked;

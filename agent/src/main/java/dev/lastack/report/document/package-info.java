/** A report as programs write it, {@code lastack-report/1}, read again: what formats for other tools are made of. */
@NullMarked
package dev.lastack.report.document;

import org.jspecify.annotations.NullMarked;

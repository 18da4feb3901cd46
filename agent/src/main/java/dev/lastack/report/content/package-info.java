/** What all formats of a report say alike. */
@NullMarked
package dev.lastack.report.content;

import org.jspecify.annotations.NullMarked;

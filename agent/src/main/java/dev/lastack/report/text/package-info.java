/** Reports for people: plain text. */
@NullMarked
package dev.lastack.report.text;

import org.jspecify.annotations.NullMarked;

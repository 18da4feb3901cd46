/** A report as one page for a browser, with all that it needs inside. */
@NullMarked
package dev.lastack.report.html;

import org.jspecify.annotations.NullMarked;

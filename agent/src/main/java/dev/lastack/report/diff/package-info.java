/** What has changed from one report to the next. */
@NullMarked
package dev.lastack.report.diff;

import org.jspecify.annotations.NullMarked;

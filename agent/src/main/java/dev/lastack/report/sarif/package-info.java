/** SARIF 2.1.0, the OASIS format of static analysis results, as code scanning takes it. */
@NullMarked
package dev.lastack.report.sarif;

import org.jspecify.annotations.NullMarked;

/** Lines that a CI system shows beside the code of a change. */
@NullMarked
package dev.lastack.report.annotation;

import org.jspecify.annotations.NullMarked;

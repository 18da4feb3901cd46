/** The pages of {@code docs/rules}, which are in the jar: what a rule means, how it looks, how to fix it. */
@NullMarked
package dev.lastack.report.rulepage;

import org.jspecify.annotations.NullMarked;

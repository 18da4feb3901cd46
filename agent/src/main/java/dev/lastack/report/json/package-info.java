/** Reports for programs: JSON. */
@NullMarked
package dev.lastack.report.json;

import org.jspecify.annotations.NullMarked;

/** Where in a repository the source of a frame lies. */
@NullMarked
package dev.lastack.report.source;

import org.jspecify.annotations.NullMarked;

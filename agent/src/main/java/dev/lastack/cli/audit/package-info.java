/** {@code audit}: a JVM under load, watched from one point to another, and judged by what grew between them. */
@NullMarked
package dev.lastack.cli.audit;

import org.jspecify.annotations.NullMarked;

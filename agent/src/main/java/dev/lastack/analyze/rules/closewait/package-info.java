/** {@code close-wait/*} and {@code open/*}: connections that are not closed, or late. So many files because each is a rule. */
@NullMarked
package dev.lastack.analyze.rules.closewait;

import org.jspecify.annotations.NullMarked;

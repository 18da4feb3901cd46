/** What a rule says: its verdict, and the numbers behind it. */
@NullMarked
package dev.lastack.analyze.finding;

import org.jspecify.annotations.NullMarked;

/**
 * Published bugs of real libraries. Each program does the same thing ten times and is run twice: as the bug was, and
 * with the version or the code that is right. So many files because each is one bug.
 */
@NullMarked
package dev.lastack.it.programs.cases;

import org.jspecify.annotations.NullMarked;

/** JUnit's XML, as Surefire writes it and CI servers read it. */
@NullMarked
package dev.lastack.report.junit;

import org.jspecify.annotations.NullMarked;

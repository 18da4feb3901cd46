/** Applications of Spring Boot's. */
@NullMarked
package dev.lastack.it.programs.spring;

import org.jspecify.annotations.NullMarked;

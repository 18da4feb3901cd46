/** What Spring Boot 3 and 4 need to find the meters, and an actuator endpoint for the report. */
@NullMarked
package dev.lastack.micrometer.spring;

import org.jspecify.annotations.NullMarked;

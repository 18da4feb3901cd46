/**
 * Takes the place of {@code java.util.logging} in the libraries of {@code metrics}, once they are in the jar (shade plugin
 * of agent/pom.xml): what they warn of would go to the application's log, and the first use of the JDK's chooses its
 * manager for ever. What a person must know is said by whoever uses the library. Only what those libraries call is here;
 * PackagedJarIT holds it against them.
 */
@NullMarked
package dev.lastack.metrics.silent;

import org.jspecify.annotations.NullMarked;

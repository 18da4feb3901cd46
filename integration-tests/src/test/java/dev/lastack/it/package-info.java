/**
 * Tests of the packaged jar on programs in JVMs of their own. So many files because each is one thing that a user does
 * or that happens to one: {@code ...IT} are the tests, what else there is are rows of their tables.
 */
package dev.lastack.it;

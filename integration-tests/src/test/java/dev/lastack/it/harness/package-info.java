/**
 * What the tests start, talk to and read. So many files because each is one of them: JVMs ({@code ...Jvm}), the command
 * line, peers and servers, and reports with their parts.
 */
package dev.lastack.it.harness;

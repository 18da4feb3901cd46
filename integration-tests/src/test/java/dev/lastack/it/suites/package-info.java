/** Other projects' own tests, without and with the agent: {@code other-suites.sh}, not part of the build. */
package dev.lastack.it.suites;

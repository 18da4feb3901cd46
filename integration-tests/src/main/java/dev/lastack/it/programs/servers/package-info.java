/**
 * Servers whose handlers never finish, each in the ways in which they can: having written something, having written
 * nothing, blocking their thread; and the way in which they do finish. Clients dial, are served, and leave.
 */
@NullMarked
package dev.lastack.it.programs.servers;

import org.jspecify.annotations.NullMarked;

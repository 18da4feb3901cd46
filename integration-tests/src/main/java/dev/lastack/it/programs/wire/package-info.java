/**
 * Connections between two hosts, that is two network namespaces with a wire between them, ended in every manner there
 * is. {@link dev.lastack.it.programs.wire.WireLocal} is watched, {@link dev.lastack.it.programs.wire.WireRemote} does
 * what it is told, and a capture of the wire says afterwards what happened.
 */
@NullMarked
package dev.lastack.it.programs.wire;

import org.jspecify.annotations.NullMarked;

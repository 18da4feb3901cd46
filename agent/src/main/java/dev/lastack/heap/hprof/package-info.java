/** A heap dump in HotSpot's binary format, HPROF 1.0.2, read where it lies. Of no other package of ours. */
@NullMarked
package dev.lastack.heap.hprof;

import org.jspecify.annotations.NullMarked;

/** Looking into objects that are not ours, for a report: fields by name, what is near, where a method begins. */
@NullMarked
package dev.lastack.track.objects;

import org.jspecify.annotations.NullMarked;

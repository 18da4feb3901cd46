/** An order service that leaves its connections in the lurch: each fault in a class named after it, beside its healthy twin; hence so many files. */
@NullMarked
package dev.lastack.demo.orders;

import org.jspecify.annotations.NullMarked;

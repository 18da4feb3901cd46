/** Every key, declared once. So many files because each is one kind of value, or one place where a value can be given. */
@NullMarked
package dev.lastack.config;

import org.jspecify.annotations.NullMarked;

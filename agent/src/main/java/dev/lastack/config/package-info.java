/** Every key, declared once. */
@NullMarked
package dev.lastack.config;

import org.jspecify.annotations.NullMarked;

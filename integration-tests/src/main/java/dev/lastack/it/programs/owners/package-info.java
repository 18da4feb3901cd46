/** A program whose leaked connections are held in different ways. */
package dev.lastack.it.programs.owners;

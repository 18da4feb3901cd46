package dev.lastack.it.programs.random;

import java.io.IOException;

/** Accepts on a port of the kernel's choice. */
interface Listener {

    int port();

    End accept() throws IOException;
}

package dev.lastack.it.programs.wire;

import java.io.IOException;

interface WireListener {

    WireEnd accept() throws IOException;
}

package com.acme.shop;

import java.io.IOException;

/** Code of the application, which runs where it is started. */
final class Courier implements Runnable {

    private final Peer peer;
    private final char script;

    Courier(Peer peer, char script) {
        this.peer = peer;
        this.script = script;
    }

    @Override
    public void run() {
        try {
            ShopTests.send(ShopTests.keep(ShopTests.connect(peer)), script);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package com.acme.shop;

import java.io.IOException;

/** Code of the application, which runs where it is started. */
final class Courier implements Runnable {

    private final Peer peer;

    Courier(Peer peer) {
        this.peer = peer;
    }

    @Override
    public void run() {
        try {
            ShopTests.send(ShopTests.keep(ShopTests.connect(peer)), 'w');
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

package dev.lastack.it;

import dev.lastack.it.harness.FinishedJvm;
import dev.lastack.it.harness.ForkedJvm;
import dev.lastack.it.harness.FullBacklog;
import dev.lastack.it.harness.Keystore;
import dev.lastack.it.harness.LoopbackServer;
import dev.lastack.it.harness.RunningJvm;
import dev.lastack.it.harness.ScriptedPeers;
import java.io.IOException;
import java.io.UncheckedIOException;

/** The other end that a lifecycle program is run against. */
enum LifecyclePeer {
    PEER {
        @Override
        FinishedJvm run(LifecycleRow row, Keystore keystore, ForkedJvm program, int thresholdMillis) {
            try (LoopbackServer peer = ScriptedPeers.plain()) {
                return program.args(row.name(), peer.port(), thresholdMillis).run();
            }
        }
    },
    TLS_PEER {
        @Override
        FinishedJvm run(LifecycleRow row, Keystore keystore, ForkedJvm program, int thresholdMillis) {
            try (LoopbackServer peer = ScriptedPeers.tls(keystore)) {
                return program.args(row.name(), peer.port(), keystore.file(), keystore.password())
                        .run();
            }
        }
    },
    SOCKS_PROXY {
        @Override
        FinishedJvm run(LifecycleRow row, Keystore keystore, ForkedJvm program, int thresholdMillis) {
            try (LoopbackServer proxy = ScriptedPeers.socks()) {
                return program.args(row.name(), proxy.port()).run();
            }
        }
    },
    FULL_BACKLOG {
        @Override
        FinishedJvm run(LifecycleRow row, Keystore keystore, ForkedJvm program, int thresholdMillis) {
            try (FullBacklog listener = new FullBacklog()) {
                return program.args(row.name(), listener.port()).run();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    },
    /** The program listens. */
    DIALS {
        @Override
        FinishedJvm run(LifecycleRow row, Keystore keystore, ForkedJvm program, int thresholdMillis) {
            try (LoopbackServer peer = ScriptedPeers.plain();
                    RunningJvm running = program.args(row.name()).start()) {
                peer.dial(Integer.parseInt(running.awaitLine("LISTEN")));
                return running.awaitEnd();
            }
        }
    },
    NOBODY {
        @Override
        FinishedJvm run(LifecycleRow row, Keystore keystore, ForkedJvm program, int thresholdMillis) {
            return program.args(row.name()).run();
        }
    };

    abstract FinishedJvm run(LifecycleRow row, Keystore keystore, ForkedJvm program, int thresholdMillis);
}

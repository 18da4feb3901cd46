package dev.lastack.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NotifyTargetTest {

    @Test
    void asPeopleMaySeeIt_aUrlHasNoSecrets() {
        assertThat(NotifyTarget.of("webhook:https://user:secret@hooks.example.com:8443/T0/secret?key=secret"))
                .hasToString("webhook:https://hooks.example.com:8443");
        assertThat(NotifyTarget.of("webhook:http://[::1]/secret")).hasToString("webhook:http://[::1]");
        assertThat(NotifyTarget.of("exec:/usr/local/bin/page-me")).hasToString("exec:/usr/local/bin/page-me");
        assertThat(NotifyTarget.of("log")).hasToString("log");
    }
}

package dev.lastack.launch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MainClassTest {

    @ParameterizedTest
    @CsvSource({
        "com.acme.Main, com.acme.Main",
        "com.acme.Main --port 80, com.acme.Main",
        "shop/com.acme.Main x/y, com.acme.Main",
        "/opt/shop/app.jar --config /etc/shop, app.jar",
        "app.jar, app.jar",
        "'', unknown"
    })
    void firstWordOfTheCommand_withoutFoldersAndModule(String command, String name) {
        assertThat(MainClass.name(command)).isEqualTo(name);
    }
}

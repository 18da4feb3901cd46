package dev.lastack.junit;

import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What JUnit's extension auto-detection finds: {@link LastAckExtension} for every test, where the configuration parameter
 * {@code lastack.junit.enabled} is {@code true}; nothing otherwise.
 */
public final class AutoRegisteredExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, AfterAllCallback {

    private static final String ENABLED = "lastack.junit.enabled";

    private final LastAckExtension extension = new LastAckExtension();

    private static boolean isEnabled(ExtensionContext context) {
        return context.getConfigurationParameter(ENABLED)
                .map(Boolean::parseBoolean)
                .orElse(false);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        if (isEnabled(context)) {
            extension.beforeAll(context);
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (isEnabled(context)) {
            extension.beforeEach(context);
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (isEnabled(context)) {
            extension.afterEach(context);
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (isEnabled(context)) {
            extension.afterAll(context);
        }
    }
}

package io.schemaproof.configuration;

/**
 * A parameter has a value that is none of those it may have.
 *
 * @since 0.1
 */
public final class ConfigurationException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    /** @param message names the parameter, the value and those that there are */
    public ConfigurationException(String message) {
        super(message);
    }
}

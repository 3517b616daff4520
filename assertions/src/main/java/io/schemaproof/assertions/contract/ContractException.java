package io.schemaproof.assertions.contract;

/**
 * A file that is no contract, or not one of this version.
 *
 * @since 0.1
 */
public final class ContractException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public ContractException(String message) {
        super(message);
    }

    public ContractException(String message, Throwable cause) {
        super(message, cause);
    }
}

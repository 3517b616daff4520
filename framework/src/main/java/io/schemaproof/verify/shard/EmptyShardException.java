package io.schemaproof.verify.shard;

import io.schemaproof.verify.history.NothingToCheckException;

/**
 * Signal that there are fewer migrations than shards, and none is left for this one. Nothing was proved by it.
 *
 * @since 0.1
 */
public final class EmptyShardException extends NothingToCheckException {

    private static final long serialVersionUID = 1;

    EmptyShardException(String message) {
        super(message);
    }
}

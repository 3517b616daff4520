package io.schemaproof.verify.rows;

import io.schemaproof.data.RowSource;
import io.schemaproof.verify.check.CheckScope;
import io.schemaproof.verify.check.FolderCheck;
import java.util.Optional;
import java.util.Set;

/** Rows that migrations meet in other checks, where nobody asks whether they survive. */
public final class GivenRows implements FolderCheck {

    private final RowSource source;

    public GivenRows(RowSource source) {
        this.source = source;
    }

    @Override
    public void verify(CheckScope scope) {}

    @Override
    public Set<String> families() {
        return Set.of();
    }

    @Override
    public Optional<RowSource> rows() {
        return Optional.of(source);
    }

    @Override
    public boolean runsCommands() {
        return true;
    }
}

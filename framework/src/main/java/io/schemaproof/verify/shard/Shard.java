package io.schemaproof.verify.shard;

import io.schemaproof.configuration.Configuration;
import io.schemaproof.configuration.ConfigurationParameters;
import io.schemaproof.migration.MigrationException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the machines among which the migrations of a folder are divided.
 *
 * @param number which it is, counted from 1
 * @param of how many there are
 * @since 0.1
 */
public record Shard(int number, int of) {

    private static final Pattern TEXT = Pattern.compile("(\\d{1,4})/(\\d{1,4})");

    /** @throws MigrationException if there is no such shard */
    public Shard {
        if (number < 1 || number > of) {
            throw new MigrationException("There is no shard " + number + "/" + of + ": "
                    + (of < 1
                            ? "at least one is needed, 1/1."
                            : "of " + of + " they are 1/" + of + (of == 1 ? "." : " to " + of + "/" + of + ".")));
        }
    }

    /**
     * Read what is written {@code 2/5}.
     *
     * @throws MigrationException if it is written otherwise, or there is no such shard
     */
    public static Shard parse(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new MigrationException("'" + text + "' is no shard. Write which one it is and of how many: 2/5.");
        }
        return new Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /**
     * The shard that {@value ConfigurationParameters#SHARD} names; empty where it names none.
     *
     * @throws MigrationException if its value is no shard
     */
    public static Optional<Shard> configuredBy(Configuration configuration) {
        return configuration.get(ConfigurationParameters.SHARD).map(value -> {
            try {
                return parse(value);
            } catch (MigrationException e) {
                throw new MigrationException(ConfigurationParameters.SHARD + ": " + e.getMessage(), e);
            }
        });
    }

    /** Whether it is the one that has what belongs to no migration. */
    public boolean isFirst() {
        return number == 1;
    }

    /** As it is written: {@code 2/5}. */
    @Override
    public String toString() {
        return number + "/" + of;
    }
}

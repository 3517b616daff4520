package io.schemaproof.configuration;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says what is wrong with keys, and says each of it once, however often the configuration is asked for. */
final class KeyWarnings {

    private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);
    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private KeyWarnings() {}

    static void say(List<String> warnings) {
        warnings.stream().filter(SAID::add).forEach(LOG::warn);
    }
}

package io.schemaproof.migration.source;

import io.schemaproof.migration.MigrationException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a changelog of XML, YAML or JSON says of other files. It is read by its words alone, which the three forms share.
 *
 * @param includes what it includes, in order
 * @param scripts the SQL files that it names anywhere
 * @param properties what it sets
 * @param conditions what it demands first
 * @param narrowed what it says of includes that is not followed
 */
record LiquibaseIncludes(
        SourceFile file,
        List<Include> includes,
        List<Include> scripts,
        Map<String, String> properties,
        List<LiquibaseConditions> conditions,
        Set<String> narrowed,
        boolean hasChangesets) {

    private static final Pattern COMMENT = Pattern.compile("<!--(?s:.*?)-->|(?m:^\\s*#.*$)|(?m:\\s#\\s.*$)");
    private static final Pattern CHANGESET = Pattern.compile("<changeSet\\b|\\bchangeSet\"?\\s*:");

    /** What narrows an includeAll, or puts it into another order, by classes or by the depth of folders. */
    private static final Pattern NARROWED =
            Pattern.compile("\\b(filter|resourceFilter|resourceComparator|minDepth|maxDepth|ignore)\"?\\s*[=:]");

    /** A key of YAML or JSON, or an element of XML. */
    private static final Pattern PART = Pattern.compile("<(include|includeAll|property|preConditions)\\b|"
            + "\\b(include|includeAll|property|preConditions)\"?\\s*:");

    private static final Pattern RELATIVE = Pattern.compile("relativeToChangelogFile\"?\\s*[=:]\\s*[\"']?true");
    private static final Pattern FILE = value("file");
    private static final Pattern PATH = value("path");
    private static final Pattern NAME = value("name");
    private static final Pattern VALUE = value("value");
    private static final Pattern DBMS = value("dbms");
    private static final Pattern ENDS = value("endsWithFilter");

    /**
     * A file, or a folder as a whole.
     *
     * @param name its path, without what stands for the class path
     * @param relative whether it is written from the folder of the changelog
     * @param ends how the names of files end that are meant; empty for all
     */
    record Include(String name, boolean relative, boolean all, String ends) {

        boolean takes(SourceFile file) {
            return file.path().toLowerCase(Locale.ROOT).endsWith(ends.toLowerCase(Locale.ROOT));
        }

        /** The path, where it is written from a folder. */
        String from(String folder) {
            List<String> names = new ArrayList<>();
            for (String part : (folder + "/" + name).split("/", -1)) {
                if (part.equals("..") && !names.isEmpty()) {
                    names.remove(names.size() - 1);
                } else if (!part.isEmpty() && !part.equals(".")) {
                    names.add(part);
                }
            }
            return String.join("/", names);
        }
    }

    static LiquibaseIncludes of(SourceFile file) {
        String text = COMMENT.matcher(file.text()).replaceAll("");
        List<Include> includes = new ArrayList<>();
        Map<String, String> properties = new LinkedHashMap<>();
        List<LiquibaseConditions> conditions = new ArrayList<>();
        Set<String> narrowed = new TreeSet<>();
        Matcher part = PART.matcher(text);
        boolean more = part.find();
        while (more) {
            String what = part.group(1) == null ? part.group(2) : part.group(1);
            int begin = part.end();
            int end = part.group(1) == null ? text.length() : after(text, begin, what);
            more = part.find();
            String own = text.substring(begin, more ? Math.min(end, part.start()) : end);
            if (what.startsWith("include")) {
                boolean all = what.equals("includeAll");
                NARROWED.matcher(own).results().map(found -> found.group(1)).forEach(narrowed::add);
                first(all ? PATH : FILE, own)
                        .ifPresent(name -> includes.add(new Include(
                                plain(name),
                                RELATIVE.matcher(own).find(),
                                all,
                                first(ENDS, own).orElse(""))));
            } else if (what.equals("preConditions")) {
                conditions.add(LiquibaseConditions.of(own));
            } else if (what.equals("property")
                    && first(DBMS, own).map(LiquibaseFile::isForPostgresql).orElse(true)) {
                first(NAME, own)
                        .ifPresent(name ->
                                properties.putIfAbsent(name, first(VALUE, own).orElse("")));
            }
        }
        return new LiquibaseIncludes(
                file,
                includes,
                scripts(text),
                properties,
                conditions,
                narrowed,
                CHANGESET.matcher(text).find());
    }

    /**
     * Say what is not read here.
     *
     * @throws MigrationException if other files may be run, or none
     */
    void check() {
        if (hasChangesets) {
            throw new MigrationException(
                    file.path()
                            + " holds changesets itself; only those in formatted SQL are read here. Have Liquibase itself run them: --format liquibase-library.");
        }
        if (!narrowed.isEmpty()) {
            throw new MigrationException(
                    file.path() + " says " + String.join(", ", narrowed)
                            + " of what it includes, which is not followed here. Take it out, or have Liquibase itself run it: --format liquibase-library.");
        }
        conditions.forEach(each -> each.check(file));
    }

    private static List<Include> scripts(String text) {
        return Stream.of(FILE, PATH)
                .flatMap(pattern -> pattern.matcher(text).results())
                .map(found -> Stream.of(found.group(1), found.group(2), found.group(3))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(""))
                .filter(name -> name.toLowerCase(Locale.ROOT).endsWith(".sql"))
                .map(name -> new Include(plain(name), false, false, ""))
                .toList();
    }

    private static int after(String text, int from, String element) {
        int end = text.indexOf(element.equals("preConditions") ? "</preConditions>" : ">", from);
        return end < 0 ? text.length() : end;
    }

    private static Pattern value(String name) {
        return Pattern.compile("(?<![\\w.])" + name + "\"?\\s*[=:]\\s*(?:\"([^\"]*)\"|'([^']*)'|([^\"'\\s>,}]+))");
    }

    private static Optional<String> first(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        String quoted = matcher.group(1) == null ? matcher.group(2) : matcher.group(1);
        return Optional.of(quoted == null ? matcher.group(3) : quoted);
    }

    private static String plain(String name) {
        String path = name.startsWith("classpath:") ? name.substring("classpath:".length()) : name;
        String rest = path.startsWith("./") || path.startsWith("/") ? path.substring(path.indexOf('/') + 1) : path;
        String folder = rest.endsWith("/") ? rest.substring(0, rest.length() - 1) : rest;
        return folder.equals(".") ? "" : folder;
    }
}

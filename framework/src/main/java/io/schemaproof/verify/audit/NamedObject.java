package io.schemaproof.verify.audit;

import io.schemaproof.catalog.CatalogObject;
import io.schemaproof.catalog.ObjectId;
import io.schemaproof.catalog.ObjectKind;
import io.schemaproof.migration.StatementError;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Something that the server's message names, because it is missing or because it is there already. PostgreSQL gives these names
 * in no field of their own, so they are read from its primary message, whose form has not changed over the supported versions.
 *
 * @param word of the message: {@code relation}, {@code function}
 * @param name as the message writes it, with its schema if the statement had one
 * @param owner the relation of a column, constraint or trigger, if the message says it
 */
record NamedObject(String word, String name, Optional<String> owner) {

    private static final String WORDS =
            "(relation|table|view|materialized view|foreign table|sequence|index|type|function|"
                    + "procedure|aggregate|schema|extension|role|column|constraint|trigger|policy|domain|collation|language|server)";
    private static final Pattern MISSING =
            Pattern.compile(WORDS + " \"?([^\"]+?)\"?(?: (?:of relation|for table|for relation) \"([^\"]+)\")?"
                    + "(?: (?:referenced in foreign key constraint|named in key))? does not exist");
    private static final Pattern PRESENT = Pattern.compile(
            WORDS + " \"?([^\"]+?)\"?(?: (?:of|for) (?:relation|table) \"([^\"]+)\")? already exists.*");

    private static final Set<ObjectKind> RELATIONS = EnumSet.of(
            ObjectKind.TABLE,
            ObjectKind.FOREIGN_TABLE,
            ObjectKind.VIEW,
            ObjectKind.MATERIALIZED_VIEW,
            ObjectKind.SEQUENCE,
            ObjectKind.INDEX,
            ObjectKind.COMPOSITE_TYPE);
    private static final Set<ObjectKind> TYPES = EnumSet.of(
            ObjectKind.TYPE,
            ObjectKind.ENUM_TYPE,
            ObjectKind.RANGE_TYPE,
            ObjectKind.COMPOSITE_TYPE,
            ObjectKind.DOMAIN,
            ObjectKind.TABLE,
            ObjectKind.VIEW);
    private static final Set<ObjectKind> ROUTINES =
            EnumSet.of(ObjectKind.FUNCTION, ObjectKind.PROCEDURE, ObjectKind.AGGREGATE);
    private static final Map<String, Set<ObjectKind>> KINDS = Map.ofEntries(
            Map.entry("relation", RELATIONS),
            Map.entry("table", RELATIONS),
            Map.entry("view", RELATIONS),
            Map.entry("materialized view", RELATIONS),
            Map.entry("foreign table", RELATIONS),
            Map.entry("sequence", RELATIONS),
            Map.entry("index", RELATIONS),
            Map.entry("type", TYPES),
            Map.entry("domain", TYPES),
            Map.entry("function", ROUTINES),
            Map.entry("procedure", ROUTINES),
            Map.entry("aggregate", ROUTINES),
            Map.entry("schema", EnumSet.of(ObjectKind.SCHEMA)),
            Map.entry("extension", EnumSet.of(ObjectKind.EXTENSION)),
            Map.entry("role", EnumSet.of(ObjectKind.ROLE)),
            Map.entry("column", EnumSet.of(ObjectKind.COLUMN)),
            Map.entry("constraint", EnumSet.of(ObjectKind.CONSTRAINT)),
            Map.entry("trigger", EnumSet.of(ObjectKind.TRIGGER)),
            Map.entry("policy", EnumSet.of(ObjectKind.POLICY)),
            Map.entry("collation", EnumSet.of(ObjectKind.COLLATION)),
            Map.entry("language", EnumSet.of(ObjectKind.LANGUAGE)),
            Map.entry("server", EnumSet.of(ObjectKind.SERVER)));

    /** What a statement did not find; empty where the message says no such thing. */
    static Optional<NamedObject> missing(StatementError error) {
        return of(MISSING, error.message());
    }

    /** What a statement was to make and found there. */
    static Optional<NamedObject> present(StatementError error) {
        return present(error.message());
    }

    /** The same of an error's or a notice's primary message. */
    static Optional<NamedObject> present(String message) {
        return of(PRESENT, message);
    }

    private static Optional<NamedObject> of(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new NamedObject(matcher.group(1), matcher.group(2), Optional.ofNullable(matcher.group(3))));
    }

    boolean isRelation() {
        return RELATIONS.equals(KINDS.get(word));
    }

    /** Whether it is a column of which nobody says the table: what stands before a dot may be an alias. */
    boolean isAnyColumn() {
        return word.equals("column") && owner.isEmpty();
    }

    /** The last part of the name, without arguments. */
    String bare() {
        return last(withoutArguments(name));
    }

    /** Whether an object of a catalogue is the one that is meant; a schema counts only where the statement gave one. */
    boolean isNameOf(CatalogObject object) {
        if (!KINDS.getOrDefault(word, Set.of()).contains(object.id().kind()) || !bare().equals(simpleName(object))) {
            return false;
        }
        List<String> given = List.of(withoutArguments(name).split("\\.", -1));
        Optional<String> parent = object.parent().map(NamedObject::unquoted);
        if (isAnyColumn()) {
            return true;
        }
        if (owner.isPresent()) {
            return parent.map(NamedObject::last).equals(Optional.of(last(owner.get())));
        }
        return given.size() < 2 || parent.map(NamedObject::last).equals(Optional.of(given.get(given.size() - 2)));
    }

    /** The name of an object without its schema, owner and arguments. */
    static String simpleName(CatalogObject object) {
        String identity = object.id().identity();
        String owner = object.parent().map(ObjectId::identity).orElse("");
        String simple = identity.startsWith(owner + ".") ? identity.substring(owner.length() + 1) : identity;
        return last(unquoted(withoutArguments(simple)));
    }

    private static String withoutArguments(String text) {
        int open = text.indexOf('(');
        return open < 0 ? text : text.substring(0, open);
    }

    private static String last(String text) {
        return text.substring(text.lastIndexOf('.') + 1);
    }

    private static String unquoted(ObjectId id) {
        return unquoted(id.identity());
    }

    private static String unquoted(String text) {
        return text.replace("\"", "");
    }

    @Override
    public String toString() {
        return word + " " + name + owner.map(text -> " of " + text).orElse("");
    }
}

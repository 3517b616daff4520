package io.schemaproof.verify.compatibility;

import io.schemaproof.query.ReturnedColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * In what the results of a query before and after an up differ.
 *
 * @param changed columns that are gone, or whose type tells another thing, in words
 * @param widened columns whose type holds all that it held, in words
 * @param texts columns of another type of text, in words
 * @param moved columns that stand at another place, in words; none where one is gone
 * @param gone names of columns that are gone
 * @param added columns that were not there
 */
record ResultChange(
        List<String> changed,
        List<String> widened,
        List<String> texts,
        List<String> moved,
        Set<String> gone,
        List<ReturnedColumn> added) {

    static final ResultChange NONE = new ResultChange(List.of(), List.of(), List.of(), List.of(), Set.of(), List.of());

    private static final Map<String, String> SAME =
            Map.of("serial", "int4", "bigserial", "int8", "smallserial", "int2");
    private static final List<String> WHOLE = List.of("int2", "int4", "int8", "numeric");
    private static final List<String> FLOATING = List.of("float4", "float8");
    private static final Set<String> TEXTS = Set.of("text", "varchar", "bpchar", "citext", "name");

    ResultChange {
        changed = List.copyOf(changed);
        widened = List.copyOf(widened);
        texts = List.copyOf(texts);
        moved = List.copyOf(moved);
        gone = Set.copyOf(gone);
        added = List.copyOf(added);
    }

    static ResultChange of(List<ReturnedColumn> before, List<ReturnedColumn> after) {
        List<String> changed = new ArrayList<>();
        List<String> widened = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        List<String> moved = new ArrayList<>();
        List<ReturnedColumn> rest = new ArrayList<>(after);
        List<ReturnedColumn> gone = new ArrayList<>();
        for (ReturnedColumn column : before) {
            Optional<ReturnedColumn> now = rest.stream()
                    .filter(other -> other.label().equals(column.label()))
                    .findFirst();
            if (now.isEmpty()) {
                gone.add(column);
                continue;
            }
            rest.remove(now.get());
            String from = plain(column.type());
            String to = plain(now.get().type());
            if (!from.equals(to)) {
                (isText(from, to) ? texts : isWider(from, to) ? widened : changed)
                        .add("column " + column.label() + " is " + to + " and was " + from);
            }
        }
        for (ReturnedColumn column : gone) {
            int place = before.indexOf(column);
            boolean renamed = before.size() == after.size()
                    && rest.contains(after.get(place))
                    && plain(after.get(place).type()).equals(plain(column.type()));
            if (renamed) {
                rest.remove(after.get(place));
            }
            changed.add("column " + column.label()
                    + (renamed ? " has the name " + after.get(place).label() : " is gone"));
        }
        if (gone.isEmpty()) {
            for (int i = 0; i < before.size(); i++) {
                String label = before.get(i).label();
                if (!after.get(i).label().equals(label)) {
                    moved.add("at place " + (i + 1) + " stands " + after.get(i).label() + " and stood " + label);
                }
            }
        }
        return new ResultChange(
                changed,
                widened,
                texts,
                moved,
                gone.stream().map(ReturnedColumn::label).collect(Collectors.toSet()),
                rest);
    }

    private static String plain(String type) {
        String name = type.startsWith("_") ? type.substring(1) : type;
        return SAME.getOrDefault(name, name) + (type.startsWith("_") ? "[]" : "");
    }

    private static boolean isWider(String from, String to) {
        if (from.endsWith("[]") != to.endsWith("[]")) {
            return false;
        }
        String one = from.replace("[]", "");
        String other = to.replace("[]", "");
        return isBehind(WHOLE, one, other) || isBehind(FLOATING, one, other);
    }

    private static boolean isText(String from, String to) {
        return from.endsWith("[]") == to.endsWith("[]")
                && TEXTS.contains(from.replace("[]", ""))
                && TEXTS.contains(to.replace("[]", ""));
    }

    private static boolean isBehind(List<String> ladder, String from, String to) {
        return ladder.contains(from) && ladder.indexOf(to) > ladder.indexOf(from);
    }
}

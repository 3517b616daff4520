package io.schemaproof.assertions.rows;

import io.schemaproof.base.SqlText;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Assertions on texts: patterns, length, casing.
 *
 * <pre>{@code
 * rows.column("email").isNotBlank().matches("^[^@]+@[^@]+$"); // passes
 * rows.column("status").hasConsistentCasing(); // fails when there is NEW and also New
 * }</pre>
 */
abstract class AbstractValueTextsAssert<S extends AbstractValueTextsAssert<S>>
        extends AbstractValueAggregatesAssert<S> {

    AbstractValueTextsAssert(RowCheck check, Terms terms, String expression, Class<?> selfType) {
        super(check, terms, expression, selfType);
    }

    /** Require that every value matches a regular expression of PostgreSQL in some part ({@code ~}). */
    public S matches(String regularExpression) {
        return everyValue("match " + regularExpression, text() + " !~ " + SqlText.literal(regularExpression));
    }

    /** Require that no value matches a regular expression of PostgreSQL in any part. */
    public S doesNotMatch(String regularExpression) {
        return everyValue("not match " + regularExpression, text() + " ~ " + SqlText.literal(regularExpression));
    }

    /** Require that every value matches at least one of these regular expressions. */
    public S matchesAnyOf(String... regularExpressions) {
        return everyValue(
                "match any of " + Arrays.toString(regularExpressions),
                "NOT (" + text() + " ~ ANY (" + array(regularExpressions) + "))");
    }

    /** Require that no value matches any of these regular expressions. */
    public S matchesNoneOf(String... regularExpressions) {
        return everyValue(
                "match none of " + Arrays.toString(regularExpressions),
                text() + " ~ ANY (" + array(regularExpressions) + ")");
    }

    /** Require that every value is LIKE a pattern: {@code %} for any characters, {@code _} for one. */
    public S isLike(String pattern) {
        return everyValue("be LIKE " + pattern, text() + " NOT LIKE " + SqlText.literal(pattern));
    }

    /** Require that no value is LIKE a pattern. */
    public S isNotLike(String pattern) {
        return everyValue("be NOT LIKE " + pattern, text() + " LIKE " + SqlText.literal(pattern));
    }

    /** Require that every value is LIKE at least one of these patterns. */
    public S isLikeAnyOf(String... patterns) {
        return everyValue(
                "be LIKE any of " + Arrays.toString(patterns),
                "NOT (" + text() + " LIKE ANY (" + array(patterns) + "))");
    }

    /** Require that no value is LIKE any of these patterns. */
    public S isLikeNoneOf(String... patterns) {
        return everyValue(
                "be LIKE none of " + Arrays.toString(patterns), text() + " LIKE ANY (" + array(patterns) + ")");
    }

    /** Require that every value has a character that is not white space. */
    public S isNotBlank() {
        return everyValue("not be blank", text() + " !~ '[^[:space:]]'");
    }

    /** Require so many characters, or of a {@code bytea} bytes, of every value. */
    public S hasLength(int length) {
        return everyValue("have length " + length, length() + " <> " + length);
    }

    /** Require at least and at most so many characters, or of a {@code bytea} bytes, of every value. */
    public S hasLengthBetween(int least, int most) {
        return everyValue("have length " + least + " to " + most, length() + " NOT BETWEEN " + least + " AND " + most);
    }

    /** Require that no value has a lower case letter. */
    public S isUpperCase() {
        // A collation may take upper and lower case for the same.
        return everyValue("be upper case", text() + " <> upper(" + text() + ") COLLATE \"C\"");
    }

    /** Require that no value has an upper case letter. */
    public S isLowerCase() {
        return everyValue("be lower case", text() + " <> lower(" + text() + ") COLLATE \"C\"");
    }

    /** Require that no two values differ in nothing but upper and lower case. */
    public S hasConsistentCasing() {
        String folded = "lower(" + text() + ")";
        Windowed rows = new Windowed(check(), known())
                .with(expression(), "schemaproof_v", expression(), expression())
                .with(
                        "also as",
                        "schemaproof_o",
                        "CASE WHEN min(" + text() + " COLLATE \"C\") OVER same = " + text()
                                + " COLLATE \"C\" THEN max(" + text() + " COLLATE \"C\") OVER same ELSE min(" + text()
                                + " COLLATE \"C\") OVER same END",
                        expression())
                .window("same AS (PARTITION BY " + folded + ")");
        return every(
                "every value to be written in one casing",
                rows,
                "schemaproof_v::text COLLATE \"C\" <> schemaproof_o",
                "are not");
    }

    private String text() {
        return value() + "::text";
    }

    private String length() {
        String name = type().name();
        return name.equals("bytea") || name.contains("bit") ? "length(" + expression() + ")" : "length(" + text() + ")";
    }

    private static String array(String... texts) {
        if (texts.length == 0) {
            throw new IllegalArgumentException("Name at least one pattern.");
        }
        return Arrays.stream(texts).map(SqlText::literal).collect(Collectors.joining(", ", "ARRAY[", "]::text[]"));
    }
}

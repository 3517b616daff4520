package io.schemaproof.reports.page;

import io.schemaproof.reports.picture.Markup;
import io.schemaproof.reports.picture.Picture;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** A page that asks for nothing else: no script, no font, no picture from elsewhere, and the browser is told so. */
public final class Document {

    /** Of lists and tables, for what is attached: there may be hundreds. */
    private static final String SMALL = style("attachment.css");

    private static final String STYLE = SMALL + style("page.css") + "</style>\n" + Picture.STYLE;

    private Document() {}

    /**
     * Return a page.
     *
     * @param body markup
     */
    public static String of(String title, String body) {
        return of(title, body, STYLE);
    }

    /**
     * Return a small page of one thing: a table, or lines of SQL.
     *
     * @param markup below the heading, without a picture
     */
    public static String attachment(String title, String markup) {
        String heading = "<h1>" + Markup.escape(title) + "</h1>";
        return of(title, "<main>" + heading + markup + "</main>", SMALL + "</style>");
    }

    private static String of(String title, String body, String style) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<link rel=\"icon\" href=\"data:,\">\n<title>" + Markup.escape(title) + "</title>\n<style>\n" + style
                + "\n</head>\n<body>\n" + body + "\n</body>\n</html>\n";
    }

    private static String style(String name) {
        try (InputStream in = Objects.requireNonNull(Document.class.getResourceAsStream(name))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of this jar", e);
        }
    }
}

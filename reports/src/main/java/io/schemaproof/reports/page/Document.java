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

    private static final String STYLE = style();

    private Document() {}

    /**
     * Return a page.
     *
     * @param body markup
     */
    public static String of(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                + "<meta name=\"color-scheme\" content=\"light dark\">\n"
                + "<link rel=\"icon\" href=\"data:,\">\n<title>" + Markup.escape(title) + "</title>\n<style>\n" + STYLE
                + "</style>\n" + Picture.STYLE + "\n</head>\n<body>\n" + body + "\n</body>\n</html>\n";
    }

    private static String style() {
        try (InputStream in = Objects.requireNonNull(Document.class.getResourceAsStream("page.css"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("a resource of this jar", e);
        }
    }
}

package io.schemaproof.suites.project;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The elements of an XML file with their places, so that text can be put between them and all other text stays. */
final class XmlOutline {

    /** Comments, literal text, instructions and declarations are passed over as a whole: what looks like a tag in them is none. */
    private static final Pattern MARKUP = Pattern.compile(
            "<!--.*?-->|<!\\[CDATA\\[.*?]]>|<\\?.*?\\?>|<![A-Z][^>]*>"
                    + "|<(?<close>/)?(?<name>[\\w:.-]+)(?:[^>\"']++|\"[^\"]*\"|'[^']*')*+>",
            Pattern.DOTALL);

    private final Path file;
    private final String text;
    private final List<XmlElement> elements;

    private XmlOutline(Path file, String text, List<XmlElement> elements) {
        this.file = file;
        this.text = text;
        this.elements = elements;
    }

    private record Open(String path, String name, int start, int contentStart) {}

    /**
     * Find the elements.
     *
     * @throws ProjectException if a tag is not closed, or closes another
     */
    static XmlOutline of(Path file, String text) {
        List<XmlElement> elements = new ArrayList<>();
        Deque<Open> open = new ArrayDeque<>();
        Matcher markup = MARKUP.matcher(text);
        int at = 0;
        while (true) {
            int next = text.indexOf('<', at);
            if (next < 0) {
                break;
            }
            if (!markup.find(next) || markup.start() != next) {
                throw broken(file, text, next, "a tag begins and does not end");
            }
            at = markup.end();
            String name = markup.group("name");
            if (name == null) {
                continue;
            }
            if (markup.group("close") != null) {
                Open opened = open.poll();
                if (opened == null || !opened.name().equals(name)) {
                    throw broken(
                            file,
                            text,
                            next,
                            "</" + name + "> closes "
                                    + (opened == null
                                            ? "nothing"
                                            : "<" + opened.name() + "> of line " + line(text, opened.start())));
                }
                elements.add(new XmlElement(opened.path(), opened.start(), opened.contentStart(), next, at));
                continue;
            }
            Open parent = open.peek();
            String path = parent == null ? name : parent.path() + "/" + name;
            if (text.charAt(at - 2) == '/') {
                elements.add(new XmlElement(path, next, at, at, at));
            } else {
                open.push(new Open(path, name, next, at));
            }
        }
        Open left = open.peek();
        if (left != null) {
            throw broken(file, text, left.start(), "<" + left.name() + "> is never closed");
        }
        return new XmlOutline(file, text, List.copyOf(elements));
    }

    private static ProjectException broken(Path file, String text, int offset, String what) {
        return new ProjectException(
                file + ":" + line(text, offset) + ": " + what + ". Mend the file; nothing was written.");
    }

    private static int line(String text, int offset) {
        return (int) text.substring(0, offset).chars().filter(c -> c == '\n').count() + 1;
    }

    /** The line of an offset, from 1. */
    int line(int offset) {
        return line(text, offset);
    }

    /** The place of an element as people write it: file and line. */
    String place(XmlElement element) {
        return file + ":" + line(element.start());
    }

    /** The elements with this path, in the order of the file. */
    List<XmlElement> all(String path) {
        return elements.stream().filter(element -> element.path().equals(path)).toList();
    }

    Optional<XmlElement> first(String path) {
        return all(path).stream().findFirst();
    }

    /** The elements of a name directly inside another. */
    Stream<XmlElement> inside(XmlElement parent, String name) {
        return all(parent.path() + "/" + name).stream().filter(parent::contains);
    }

    /** The text of an element without comments, and without space around it. */
    String text(XmlElement element) {
        return text.substring(element.contentStart(), element.contentEnd())
                .replaceAll("(?s)<!--.*?-->", "")
                .strip();
    }

    /** The text of the element of a name directly inside another; empty where there is none. */
    String text(XmlElement parent, String name) {
        return inside(parent, name).findFirst().map(this::text).orElse("");
    }
}

package io.schemaproof.suites.project;

/**
 * Where an element stands in the text of a file.
 *
 * @param path names from the root on, such as {@code project/dependencies}
 * @param start offset of its opening tag
 * @param contentStart offset behind the opening tag
 * @param contentEnd offset of the closing tag; that of the content's start where the element is written {@code <name/>}
 * @param end offset behind it all
 */
record XmlElement(String path, int start, int contentStart, int contentEnd, int end) {

    boolean contains(XmlElement other) {
        return start < other.start && other.end < end;
    }

    /** Whether it is written {@code <name/>}. */
    boolean isShort() {
        return contentStart == end;
    }
}

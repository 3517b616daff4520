package io.schemaproof.suites.launcher;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.regex.Pattern;

/**
 * Loads what the command line is made of, and asks it for help, while the JVM writes down what it has loaded: {@code -XX:ArchiveClassesAtExit}. With such an
 * archive a run spends a quarter less of its time on reading jars. No server is needed for it.
 */
final class ClassArchive {

    /** What each run needs; libraries of single conventions are not among it. */
    private static final Pattern NEEDED = Pattern.compile("(schemaproof|postgresql|picocli|logback|slf4j)-.*\\.jar");

    private static final String CLASS = ".class";

    private ClassArchive() {}

    /** Called by the script {@code schemaproof}, on the class path of the command line. */
    public static void main(String... arguments) throws IOException {
        PrintWriter nowhere = new PrintWriter(Writer.nullWriter());
        Launcher.run(nowhere, nowhere, "verify", "--help");
        load(List.of(System.getProperty("java.class.path").split(Pattern.quote(File.pathSeparator))));
    }

    /** Returns how many classes were loaded. */
    static int load(List<String> classPath) throws IOException {
        int loaded = 0;
        for (String entry : classPath) {
            if (NEEDED.matcher(String.valueOf(Path.of(entry).getFileName())).matches()) {
                try (JarFile jar = new JarFile(entry)) {
                    loaded += Math.toIntExact(jar.stream()
                            .map(JarEntry::getName)
                            .filter(name -> name.endsWith(CLASS) && !name.startsWith("META-INF"))
                            .filter(ClassArchive::isLoaded)
                            .count());
                }
            }
        }
        return loaded;
    }

    /** Not what needs a library that is not there. */
    private static boolean isLoaded(String file) {
        String name = file.substring(0, file.length() - CLASS.length()).replace('/', '.');
        try {
            return Class.forName(name, false, ClassArchive.class.getClassLoader())
                    .getName()
                    .equals(name);
        } catch (ClassNotFoundException | LinkageError e) {
            return false;
        }
    }
}

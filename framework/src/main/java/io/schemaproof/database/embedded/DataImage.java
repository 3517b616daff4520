package io.schemaproof.database.embedded;

import io.schemaproof.database.Folders;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;
import java.util.zip.CRC32C;
import java.util.zip.CheckedOutputStream;

/**
 * A data directory in one file. A thousand small files are read at once, a log segment's zeros are not written at all, and one
 * checksum tells whether it is whole: unpacking it is faster than copying the directory.
 */
final class DataImage {

    private static final int MAGIC = 0x53504931;
    private static final int HEADER = 16;

    /** What the image says of one folder or file; {@code length} below zero marks a folder. */
    private record Entry(String path, long length, int stored, long offset) {}

    private DataImage() {}

    /** Pack a folder into a new file. */
    static void pack(Path folder, Path image) throws IOException {
        List<Path> paths;
        try (Stream<Path> walk = Files.walk(folder)) {
            paths = walk.filter(path -> !path.equals(folder)).sorted().toList();
        }
        CRC32C checksum = new CRC32C();
        // It holds what the server knows about passwords.
        Files.createFile(image, Folders.ownerOnlyFile());
        try (OutputStream file = Files.newOutputStream(image, StandardOpenOption.WRITE);
                DataOutputStream out = new DataOutputStream(
                        new BufferedOutputStream(new CheckedOutputStream(file, checksum), 1 << 16))) {
            for (Path path : paths) {
                out.writeUTF(folder.relativize(path).toString().replace('\\', '/'));
                if (Files.isDirectory(path)) {
                    out.writeLong(-1);
                    continue;
                }
                byte[] content = Files.readAllBytes(path);
                int stored = withoutZerosAtTheEnd(content);
                out.writeLong(content.length);
                out.writeInt(stored);
                out.write(content, 0, stored);
            }
        }
        append(
                image,
                ByteBuffer.allocate(HEADER)
                        .putInt(MAGIC)
                        .putInt(paths.size())
                        .putLong(checksum.getValue())
                        .flip());
    }

    private static void append(Path image, ByteBuffer trailer) throws IOException {
        try (FileChannel channel = FileChannel.open(image, StandardOpenOption.APPEND)) {
            while (trailer.hasRemaining()) {
                channel.write(trailer);
            }
        }
    }

    private static int withoutZerosAtTheEnd(byte[] content) {
        int end = content.length;
        while (end > 0 && content[end - 1] == 0) {
            end--;
        }
        return end;
    }

    /**
     * Unpack into a new folder.
     *
     * @throws IOException if the image is damaged, too
     */
    static void unpack(Path image, Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(image)) {
            ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
            List<Entry> files = new ArrayList<>();
            Files.createDirectory(folder, Folders.ownerOnlyFolder());
            for (Entry entry : index(content, image)) {
                if (entry.length < 0) {
                    Files.createDirectory(folder.resolve(entry.path), Folders.ownerOnlyFolder());
                } else {
                    files.add(entry);
                }
            }
            // Half of the work for another thread; more of them only wait for the file system.
            CompletableFuture<Void> other = CompletableFuture.runAsync(() -> writeUnchecked(content, files, 1, folder));
            try {
                write(content, files, 0, folder);
            } finally {
                other.join();
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof UncheckedIOException failure
                    ? failure.getCause()
                    : new IOException(e.getCause());
        }
    }

    private static List<Entry> index(ByteBuffer content, Path image) throws IOException {
        int end = content.limit() - HEADER;
        if (end < 0 || content.getInt(end) != MAGIC) {
            throw new IOException(image + " is not whole");
        }
        CRC32C checksum = new CRC32C();
        checksum.update(content.duplicate().limit(end));
        if (checksum.getValue() != content.getLong(end + 8)) {
            throw new IOException(image + " is damaged");
        }
        int count = content.getInt(end + 4);
        List<Entry> entries = new ArrayList<>(count);
        ByteBuffer reader = content.duplicate();
        for (int i = 0; i < count; i++) {
            byte[] path = new byte[reader.getShort() & 0xffff];
            reader.get(path);
            long length = reader.getLong();
            int stored = length < 0 ? 0 : reader.getInt();
            entries.add(new Entry(new String(path, StandardCharsets.UTF_8), length, stored, reader.position()));
            reader.position(reader.position() + stored);
        }
        return entries;
    }

    private static void writeUnchecked(ByteBuffer content, List<Entry> files, int first, Path folder) {
        try {
            write(content, files, first, folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Write every second file. */
    private static void write(ByteBuffer content, List<Entry> files, int first, Path folder) throws IOException {
        Set<StandardOpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        for (int i = first; i < files.size(); i += 2) {
            Entry entry = files.get(i);
            try (FileChannel file = FileChannel.open(folder.resolve(entry.path), options, Folders.ownerOnlyFile())) {
                ByteBuffer part = content.slice((int) entry.offset, entry.stored);
                while (part.hasRemaining()) {
                    file.write(part);
                }
                if (entry.length > entry.stored) {
                    // One byte at the end makes the file as long as it was; the rest is a hole that reads as zeros.
                    file.write(ByteBuffer.allocate(1), entry.length - 1);
                }
            }
        }
    }
}

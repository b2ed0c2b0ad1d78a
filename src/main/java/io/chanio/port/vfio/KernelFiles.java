package io.chanio.port.vfio;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The files by which the kernel shows itself. Callable from any thread.
 *
 * <p>What vanishes while it is looked at was never there: devices come and go at any moment.
 */
interface KernelFiles {

    /** The text of an attribute without blanks around it; empty when it can't be read. */
    Optional<String> read(Path attribute);

    /** The last name of what a symbolic link leads to; empty when there is no such link. */
    Optional<String> linkName(Path link);

    /** Where a path leads when all links are followed; empty when it leads nowhere. */
    Optional<Path> realPath(Path path);

    /**
     * The names in a folder; none when there is no such folder.
     *
     * @throws java.io.UncheckedIOException when it is there and can't be listed: with no descriptor left all devices would
     *     seem to have gone
     */
    List<String> names(Path folder);

    /** What tells a folder from one that has its name later; empty when there is none. */
    Optional<Object> incarnation(Path folder);

    /**
     * Writes an attribute, in one piece. Can take for ever.
     *
     * @throws IOException with the kernel's own word for it, when the kernel refuses
     */
    void write(Path attribute, String text) throws IOException;
}

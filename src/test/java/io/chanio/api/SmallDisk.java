package io.chanio.api;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file system that can be filled without harm, in a mount namespace of its own that a sleeping process keeps alive. Belongs
 * to the thread that made it.
 */
final class SmallDisk implements AutoCloseable {

    private static final int BLOCK = 64 * 1024;

    private final Process keeper;
    private final Path mount;

    private SmallDisk(Process keeper, Path mount) {
        this.keeper = keeper;
        this.mount = mount;
    }

    /**
     * Mounts it over a folder that is there already.
     *
     * @return empty where namespaces are not allowed, as in many containers
     */
    static Optional<SmallDisk> over(Path folder, int megabytes) throws IOException {
        String mount = "mount -t tmpfs -o size=%dm tmpfs '%s' && echo mounted && exec sleep infinity"
                .formatted(megabytes, folder);
        Process keeper = new ProcessBuilder("unshare", "-rm", "sh", "-c", mount)
                .redirectErrorStream(true)
                .start();
        String said = keeper.inputReader().readLine();
        if (!"mounted".equals(said)) {
            System.out.println("NOT CHECKED: a full disk; no file system can be mounted here: " + said);
            keeper.destroyForcibly();
            return Optional.empty();
        }
        return Optional.of(new SmallDisk(keeper, folder));
    }

    /** Runs what follows where the file system is mounted. */
    List<String> launcher() {
        return List.of(
                "nsenter",
                "--target=" + keeper.pid(),
                "--user",
                "--mount",
                "--preserve-credentials",
                "--wd=" + Path.of("").toAbsolutePath());
    }

    /** Leaves not a block free. */
    void fill() throws IOException {
        byte[] block = new byte[BLOCK];
        try (OutputStream filler = Files.newOutputStream(filler())) {
            while (true) {
                filler.write(block);
            }
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("No space left")) {
                throw e;
            }
        }
    }

    void free() throws IOException {
        Files.delete(filler());
    }

    private Path filler() {
        return Path.of("/proc", String.valueOf(keeper.pid()), "root")
                .resolve(mount.toString().substring(1))
                .resolve("filler");
    }

    @Override
    public void close() {
        keeper.destroyForcibly().onExit().join();
    }
}

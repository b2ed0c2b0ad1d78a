package io.chanio.port.vfio;

import java.nio.file.Path;

/**
 * Where the kernel shows itself.
 *
 * @param sys sysfs
 * @param proc procfs
 * @param dev device nodes
 */
public record KernelPaths(Path sys, Path proc, Path dev) {

    /** As Linux mounts them, but sysfs at {@code sys}. */
    public static KernelPaths withSysfs(Path sys) {
        return new KernelPaths(sys, Path.of("/proc"), Path.of("/dev"));
    }
}

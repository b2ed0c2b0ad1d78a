package io.chanio.port.vfio;

import io.chanio.os.NativeCallException;

/** What the kernel answers to a mapping, in either address space. */
final class Mapping {

    private Mapping() {}

    /** @throws NativeCallException when {@code answer} is an errno */
    static void require(int answer, VfioRequest request, int iova, int length) {
        if (answer < 0) {
            String object = "an arena of %d bytes at %08x".formatted(length, iova);
            throw new NativeCallException(request.name(), object, -answer, Touched.ARENA.advice(-answer));
        }
    }
}

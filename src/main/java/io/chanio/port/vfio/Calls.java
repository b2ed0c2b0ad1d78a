package io.chanio.port.vfio;

import io.chanio.os.Access;
import io.chanio.os.Descriptor;
import io.chanio.os.LibC;
import io.chanio.os.NativeCallException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The calls that an opening can't do without: each works, or refuses the opening with a sentence. */
final class Calls {

    private Calls() {}

    /** Opens a node; {@code held} closes it when the opening ends early. */
    static Descriptor open(LibC libc, Path node, Touched touched, Held held) throws RefusedException {
        try {
            Descriptor opened = Descriptor.open(libc, node, Access.READ_WRITE);
            held.release(opened::close);
            return opened;
        } catch (NativeCallException e) {
            throw RefusedException.because(e, touched);
        }
    }

    /** An ioctl with a structure, which holds the answer afterwards. */
    static ByteBuffer ask(Descriptor asked, VfioRequest request, ByteBuffer structure, Touched touched)
            throws RefusedException {
        require(asked.ioctl(request.code(), structure), asked, request, touched);
        return structure;
    }

    /** An ioctl with a number; its result. */
    static int ask(Descriptor asked, VfioRequest request, int argument, Touched touched) throws RefusedException {
        return require(asked.ioctl(request.code(), argument), asked, request, touched);
    }

    private static int require(int answer, Descriptor asked, VfioRequest request, Touched touched)
            throws RefusedException {
        if (answer < 0) {
            throw RefusedException.because(new NativeCallException(request.name(), asked.toString(), -answer), touched);
        }
        return answer;
    }
}

package io.chanio.os;

/**
 * How a file is opened.
 *
 * @see "linux include/uapi/asm-generic/fcntl.h, O_RDONLY, O_RDWR"
 */
public enum Access {
    READ_ONLY(0),
    READ_WRITE(2);

    private final int flag;

    Access(int flag) {
        this.flag = flag;
    }

    int flag() {
        return flag;
    }
}

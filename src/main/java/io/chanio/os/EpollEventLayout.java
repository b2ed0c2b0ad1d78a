package io.chanio.os;

import java.util.Set;

/**
 * Where the fields of {@code struct epoll_event} lie: it is packed on x86_64, and nowhere else.
 *
 * <pre>
 *   x86_64    0        4               12
 *            +--------+----------------+
 *            | events |      data      |
 *            +--------+----------------+
 *
 *   others    0        4        8                16
 *            +--------+--------+----------------+
 *            | events |   -    |      data      |
 *            +--------+--------+----------------+
 * </pre>
 *
 * Both fields are in host order.
 *
 * @see "linux include/uapi/linux/eventpoll.h, EPOLL_PACKED"
 */
record EpollEventLayout(int dataOffset, int length) {

    static final int EVENTS_OFFSET = 0;

    private static final EpollEventLayout PACKED = new EpollEventLayout(4, 12);
    private static final EpollEventLayout ALIGNED = new EpollEventLayout(8, 16);
    private static final Set<String> PACKED_ARCHITECTURES = Set.of("amd64", "x86_64");

    /** The layout for what Java calls {@code os.arch}. */
    static EpollEventLayout of(String architecture) {
        return PACKED_ARCHITECTURES.contains(architecture) ? PACKED : ALIGNED;
    }
}

package io.chanio.port.sim;

import io.chanio.css.Orb;

/** The layouts of a list of indirect-data-address words, by the ORB's H and T bits. */
enum IdawFormat {
    FORMAT_1(4, 2048),
    FORMAT_2_OF_2K(8, 2048),
    FORMAT_2_OF_4K(8, 4096);

    /** Bytes of one word. */
    final int wordLength;

    /** Bytes of storage that a word stands for, at most; all but the first start at such a boundary. */
    final int block;

    IdawFormat(int wordLength, int block) {
        this.wordLength = wordLength;
        this.block = block;
    }

    static IdawFormat of(Orb orb) {
        if (!orb.has(Orb.Flag.FORMAT_2_IDAWS)) {
            return FORMAT_1;
        }
        return orb.has(Orb.Flag.IDAWS_OF_2K) ? FORMAT_2_OF_2K : FORMAT_2_OF_4K;
    }

    /** Bytes that the word of {@code address} stands for. */
    int reach(long address) {
        return block - (int) (address & block - 1);
    }
}

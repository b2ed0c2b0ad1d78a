package io.chanio.port.sim;

import io.chanio.css.Ccw;
import io.chanio.css.CcwFormat;
import io.chanio.css.CommandType;
import io.chanio.css.Orb;
import io.chanio.port.Errno;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Copies a channel program as the driver does before it starts: chain by chain, 2 KiB from each chain's start, format 0
 * turned into format 1, and every data address looked at.
 *
 * @see "linux drivers/s390/cio/vfio_ccw_cp.c, cp_init and cp_prefetch"
 */
final class ProgramCopier {

    /** CCWs that the driver copies from the start of each chain, and the longest chain it takes. */
    static final int CHAIN_CCWS_MAX = 256;

    static final int CHAIN_BYTES = CHAIN_CCWS_MAX * Ccw.LENGTH;
    static final int CHAINS_MAX = 16;

    private static final int NO_OPERATION = 0x03;
    private static final int TIC_LOW_NIBBLE = 0x8;
    private static final int FORMAT_0_ADDRESS = 0xFF_FFFF;

    private final ChannelStorage storage;
    private final Orb orb;
    private final CcwFormat format;
    private final List<CopiedChain> chains = new ArrayList<>(2);

    private ProgramCopier(ChannelStorage storage, Orb orb) {
        this.storage = storage;
        this.orb = orb;
        this.format = orb.ccwFormat();
    }

    static Copying copy(ChannelStorage storage, Orb orb) {
        ProgramCopier copier = new ProgramCopier(storage, orb);
        return copier.add(orb.programAddress())
                ? new Copying.Copied(copier.chains)
                // Over group and container, every address that is not mapped and every chain too long is this one.
                : new Copying.Refused(Errno.EINVAL);
    }

    private boolean add(int address) {
        if (chains.size() == CHAINS_MAX || !storage.maps(address, CHAIN_BYTES)) {
            return false;
        }
        List<Ccw> ccws = ccwsFrom(address);
        if (ccws.size() > CHAIN_CCWS_MAX) {
            return false;
        }
        Map<Integer, List<Long>> indirect = new HashMap<>(0);
        for (int i = 0; i < ccws.size(); i++) {
            if (!checkData(address, i, ccws.get(i), indirect)) {
                return false;
            }
        }
        chains.add(new CopiedChain(address, ccws, indirect));
        return addTargets(address, ccws);
    }

    /** The chain at {@code address}, without what its TICs lead to; one CCW too many when it is too long. */
    private List<Ccw> ccwsFrom(int address) {
        List<Ccw> ccws = new ArrayList<>();
        boolean ended = false;
        while (!ended && ccws.size() < CHAIN_CCWS_MAX) {
            int last = address + ccws.size() * Ccw.LENGTH;
            Ccw ccw = ccwAt(last);
            ccws.add(ccw);
            boolean loopsBack = ccw.command() == Ccw.TIC && ccw.dataAddress() >= address && ccw.dataAddress() <= last;
            ended = !ccw.chains() && !loopsBack;
        }
        if (!ended) {
            ccws.add(ccws.getLast());
        }
        return ccws;
    }

    /** True when what the CCW at {@code index} names can be reached; notes its indirect addresses. */
    private boolean checkData(int address, int index, Ccw ccw, Map<Integer, List<Long>> indirect) {
        if (ccw.command() == Ccw.TIC || !transfersData(ccw)) {
            return true;
        }
        return ccw.has(Ccw.INDIRECT_DATA_ADDRESS)
                ? addIndirect(ccw, index, indirect)
                : storage.maps(dataAddressAt(address + index * Ccw.LENGTH), ccw.count());
    }

    private boolean addTargets(int address, List<Ccw> ccws) {
        for (int i = 0; i < ccws.size(); i++) {
            if (ccws.get(i).command() == Ccw.TIC) {
                int target = dataAddressAt(address + i * Ccw.LENGTH);
                if (!known(target) && !add(target)) {
                    return false;
                }
            }
        }
        return true;
    }

    private boolean known(int target) {
        for (CopiedChain chain : chains) {
            if (chain.holds(target)) {
                return true;
            }
        }
        return false;
    }

    private boolean addIndirect(Ccw ccw, int index, Map<Integer, List<Long>> indirect) {
        IdawFormat idaws = IdawFormat.of(orb);
        List<Long> addresses = new ArrayList<>();
        int covered = 0;
        for (int at = ccw.dataAddress(); covered < ccw.count(); at += idaws.wordLength) {
            if (!storage.maps(at, idaws.wordLength)) {
                return false;
            }
            long address = idaws.wordLength == Long.BYTES ? storage.doubleword(at) : storage.word(at);
            int reach = Math.min(reach(idaws, ccw, addresses, address), ccw.count() - covered);
            int stored = ccw.type() == CommandType.READ_BACKWARD ? 1 : reach;
            if (address < 0 || address > Integer.MAX_VALUE || !storage.maps((int) address, stored)) {
                return false;
            }
            addresses.add(address);
            covered += reach;
        }
        indirect.put(index, addresses);
        return true;
    }

    /** The driver counts the words as if they ascended from the first, also where a transfer goes backward. */
    private static int reach(IdawFormat idaws, Ccw ccw, List<Long> before, long address) {
        boolean later = ccw.type() == CommandType.READ_BACKWARD && !before.isEmpty();
        return later ? idaws.block : idaws.reach(address);
    }

    private Ccw ccwAt(int address) {
        int first = storage.word(address);
        int second = storage.word(address + Integer.BYTES);
        int command = first >>> 24;
        if (format == CcwFormat.FORMAT_1) {
            return new Ccw(command, first >>> 16 & 0xFF, first & Ccw.COUNT_MAX, second & Integer.MAX_VALUE);
        }
        return (command & 0xF) == TIC_LOW_NIBBLE
                ? new Ccw(Ccw.TIC, 0, 0, first & FORMAT_0_ADDRESS)
                : new Ccw(command, second >>> 24, second & Ccw.COUNT_MAX, first & FORMAT_0_ADDRESS);
    }

    /** The data address with all its 32 bits, so that one with bit 0 is found to be unmapped. */
    private int dataAddressAt(int address) {
        return format == CcwFormat.FORMAT_1
                ? storage.word(address + Integer.BYTES)
                : storage.word(address) & FORMAT_0_ADDRESS;
    }

    /** What the driver looks at before it pins pages: not for NOP, count 0, and SKIP where data is stored. */
    private static boolean transfersData(Ccw ccw) {
        if (ccw.count() == 0 || ccw.command() == NO_OPERATION) {
            return false;
        }
        return !ccw.has(Ccw.SKIP) || !CommandType.of(ccw.command()).storesData();
    }
}

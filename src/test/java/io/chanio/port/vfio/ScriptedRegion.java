package io.chanio.port.vfio;

/**
 * A region of the scripted device.
 *
 * @param type of its capability; 0 for a region without capabilities
 * @param behindAnother another capability comes first in the chain
 */
record ScriptedRegion(int type, int subtype, int length, boolean behindAnother) {

    static final int CCW = 2;
    static final ScriptedRegion IO = new ScriptedRegion(0, 0, 124, false);
    static final ScriptedRegion ASYNC = new ScriptedRegion(CCW, 1, 8, false);
    static final ScriptedRegion SCHIB = new ScriptedRegion(CCW, 2, 52, false);
    static final ScriptedRegion CRW = new ScriptedRegion(CCW, 3, 8, false);

    ScriptedRegion behind() {
        return new ScriptedRegion(type, subtype, length, true);
    }
}

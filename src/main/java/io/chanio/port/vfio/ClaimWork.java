package io.chanio.port.vfio;

import io.chanio.css.SubchannelId;

/** Makes the work that is done to subchannels. Callable from any thread. */
record ClaimWork(KernelFiles files, KernelPaths paths, Pause pause) {

    SubchannelFolder folder(SubchannelId subchannel) {
        return new SubchannelFolder(files, paths.sys(), subchannel);
    }

    ClaimAttempt attempt(Sighting sighting, Taking taking) {
        return new ClaimAttempt(folder(sighting.subchannel()), taking, giveBack(sighting, taking));
    }

    GiveBack giveBack(Sighting sighting, Taking taking) {
        return new GiveBack(folder(sighting.subchannel()), sighting.incarnation(), taking, sighting.device(), pause);
    }

    boolean driverIsThere() {
        return !files.names(paths.sys().resolve("bus/css/drivers").resolve(SubchannelFolder.VFIO_CCW))
                .isEmpty();
    }

    HostDevices hostDevices() {
        return new HostDeviceScan(files, paths).look();
    }
}

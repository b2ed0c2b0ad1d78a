package io.chanio.port.vfio;

import io.chanio.css.DeviceNumber;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Undoes what was done to a subchannel, as far as it is still there: it looks before each write, so that it serves after any
 * step of a claim, and leaves alone what others have done since. On any thread, for as long as the kernel takes.
 *
 * @param incarnation of the subchannel that was taken
 * @param device behind the subchannel, where known
 */
record GiveBack(
        SubchannelFolder folder, Object incarnation, Taking taking, Optional<DeviceNumber> device, Pause pause) {

    /** A ccw device comes back when the kernel has recognised it. */
    private static final int LOOKS_MAX = 20;

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);

    /** What could not be undone; empty when all was. */
    Optional<String> run() {
        if (!folder.incarnation().equals(Optional.of(incarnation))) {
            return Optional.empty();
        }
        try {
            removeMediatedDevice();
            return switch (taking) {
                case MEDIATED_DEVICE -> Optional.empty();
                case BINDING -> returnToDriver();
                case BINDING_AND_ONLINE -> returnToDriver().or(this::setOnline);
            };
        } catch (IOException | RuntimeException e) {
            return Optional.of(Failure.of(e));
        }
    }

    /** For one that somebody else took away: nothing of ours stays that would hold drivers off. */
    Optional<String> letGo() {
        try {
            if (folder.incarnation().equals(Optional.of(incarnation)) && !drivenBy(SubchannelFolder.VFIO_CCW)) {
                unreserve();
            }
            return Optional.empty();
        } catch (IOException | RuntimeException e) {
            return Optional.of(Failure.of(e));
        }
    }

    /** The same by hand. */
    String byHand() {
        List<String> commands = new ArrayList<>();
        commands.add("echo 1 > %s/remove".formatted(folder.mediatedDevicePath(uuid())));
        if (taking != Taking.MEDIATED_DEVICE) {
            Path drivers = folder.sys().resolve("bus/css/drivers");
            commands.add(lettingGoByHand());
            // Of this driver only: by now another may have it, and its device be online.
            commands.add("echo %s > %s/vfio_ccw/unbind".formatted(folder.id(), drivers));
            commands.add("echo %s > %s/io_subchannel/bind".formatted(folder.id(), drivers));
        }
        if (taking == Taking.BINDING_AND_ONLINE) {
            commands.add("chccwdev -e " + device.map(DeviceNumber::toString).orElse("0.s.nnnn"));
        }
        return String.join("; ", commands);
    }

    /** The same as {@link #letGo} by hand. */
    String lettingGoByHand() {
        return "echo > %s/driver_override".formatted(folder.path());
    }

    private void removeMediatedDevice() throws IOException {
        if (folder.mediatedDevices().contains(uuid())) {
            controls().removeMediatedDevice(uuid());
        }
    }

    private Optional<String> returnToDriver() throws IOException {
        List<UUID> others = folder.mediatedDevices();
        if (!others.isEmpty()) {
            return Optional.of("it has the mediated device %s, which chanio did not make".formatted(others.getFirst()));
        }
        unreserve();
        if (drivenBy(SubchannelFolder.VFIO_CCW)) {
            controls().unbind(SubchannelFolder.VFIO_CCW);
        }
        if (folder.driver().isEmpty()) {
            controls().bind(SubchannelFolder.IO_SUBCHANNEL);
        }
        return Optional.empty();
    }

    private void unreserve() throws IOException {
        if (folder.driverOverride().equals(Optional.of(SubchannelFolder.VFIO_CCW))) {
            controls().unreserve();
        }
    }

    private Optional<String> setOnline() {
        String problem = "its ccw device did not come back";
        for (int look = 0; look < LOOKS_MAX; look++) {
            Optional<CcwDeviceFolder> there = folder.ccwDevice();
            if (there.isPresent()) {
                problem = setOnline(there.get());
                // Some drivers do it by themselves.
                if (there.get().online()) {
                    return Optional.empty();
                }
            }
            pause.pause(BETWEEN_LOOKS);
        }
        return Optional.of(problem);
    }

    private String setOnline(CcwDeviceFolder there) {
        try {
            if (!there.online()) {
                controls().setOnline(there);
            }
            return "its ccw device does not stay online";
        } catch (IOException e) {
            return "its ccw device can't be set online: " + Failure.of(e);
        }
    }

    private boolean drivenBy(String driver) {
        return folder.driver().equals(Optional.of(driver));
    }

    private SubchannelControls controls() {
        return new SubchannelControls(folder);
    }

    private UUID uuid() {
        return taking.uuid(folder.id());
    }
}

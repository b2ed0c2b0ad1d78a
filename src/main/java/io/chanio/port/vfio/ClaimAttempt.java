package io.chanio.port.vfio;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Takes a subchannel, step by step; when one fails, all is undone. On any thread, for as long as the kernel takes.
 *
 * @param undoing gives back what was done so far
 */
record ClaimAttempt(SubchannelFolder folder, Taking taking, GiveBack undoing) {

    private interface Action {
        void run() throws IOException;
    }

    private record Step(String what, Action action) {}

    /** @param undone whether all is as it was before */
    record Problem(String reason, boolean undone) {}

    /** Why it could not be taken; empty when it was. */
    Optional<Problem> run() {
        for (Step step : steps()) {
            try {
                step.action().run();
            } catch (IOException | RuntimeException e) {
                return Optional.of(undone("%s failed: %s".formatted(step.what(), Failure.of(e))));
            }
        }
        return Optional.empty();
    }

    private Problem undone(String reason) {
        return undoing.run()
                .map(left -> new Problem(
                        "%s; and it could not be given back (%s); by hand: %s"
                                .formatted(reason, left, undoing.byHand()),
                        false))
                .orElse(new Problem(reason, true));
    }

    private List<Step> steps() {
        Step offline = new Step("setting its device offline", this::setOffline);
        Step stillOffline = new Step("making sure that its device is offline", this::requireOffline);
        Step reserve = new Step("setting driver_override", () -> controls().reserve());
        Step unbind =
                new Step("unbinding it from io_subchannel", () -> controls().unbind(SubchannelFolder.IO_SUBCHANNEL));
        Step bind = new Step("binding it to vfio_ccw", this::bind);
        Step create = new Step("making its mediated device", this::createMediatedDevice);
        return switch (taking) {
            case MEDIATED_DEVICE -> List.of(create);
            case BINDING -> List.of(stillOffline, reserve, unbind, bind, create);
            case BINDING_AND_ONLINE -> List.of(offline, stillOffline, reserve, unbind, bind, create);
        };
    }

    private void setOffline() throws IOException {
        Optional<CcwDeviceFolder> device = folder.ccwDevice();
        if (device.isPresent()) {
            controls().setOffline(device.get());
        }
    }

    /** Somebody may have set it online since the rules were asked. */
    private void requireOffline() throws IOException {
        if (!folder.ccwDevice().map(CcwDeviceFolder::offline).orElse(true)) {
            throw new IOException("it is online");
        }
    }

    private void bind() throws IOException {
        controls().bind(SubchannelFolder.VFIO_CCW);
        if (!folder.driver().equals(Optional.of(SubchannelFolder.VFIO_CCW))) {
            throw new IOException("the kernel did not say why (dmesg may)");
        }
    }

    private void createMediatedDevice() throws IOException {
        UUID uuid = taking.uuid(folder.id());
        controls().createMediatedDevice(uuid);
        if (!folder.mediatedDevices().contains(uuid)) {
            throw new IOException("it did not appear");
        }
    }

    private SubchannelControls controls() {
        return new SubchannelControls(folder);
    }
}

package io.chanio.port.vfio;

import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceNumber;
import io.chanio.port.vfio.VfioSettings.OnlineDevices;
import java.util.List;
import java.util.Optional;

/**
 * Which subchannels are never taken from their driver, in the order in which a reason is looked for. Callable from any
 * thread.
 *
 * <p>What is never taken comes before what an operator may allow.
 */
final class ClaimRules {

    private static final int QDIO_CONTROL_UNIT = 0x1731;
    private static final List<String> QDIO_DRIVERS = List.of("qeth", "zfcp");
    private static final String CONSOLE_DRIVER_3215 = "3215";
    private static final String DISPLAY_DRIVER_3270 = "3270";

    private static final List<Rule> RULES = List.of(
            ClaimRules::driver,
            ClaimRules::module,
            ClaimRules::recognised,
            ClaimRules::qdio,
            ClaimRules::ipl,
            ClaimRules::root,
            ClaimRules::alias,
            ClaimRules::console,
            ClaimRules::online);

    private ClaimRules() {}

    /** One reason, or none. */
    private interface Rule {
        Optional<Refusal> refusal(Candidate candidate);
    }

    /**
     * A subchannel that is about to be taken.
     *
     * @param ccwDevice empty while the kernel recognises the device
     * @param vfioCcw whether the kernel has the driver
     */
    record Candidate(
            Optional<String> driver,
            Optional<DeviceNumber> device,
            Optional<CcwDeviceFolder> ccwDevice,
            boolean vfioCcw,
            HostDevices host,
            OnlineDevices onlineDevices) {

        private boolean ccwDrivenBy(String name) {
            return ccwDriver().equals(Optional.of(name));
        }

        private Optional<String> ccwDriver() {
            return ccwDevice.flatMap(CcwDeviceFolder::driver);
        }

        private boolean mayBeOnline() {
            return ccwDevice.map(device -> !device.offline()).orElse(false);
        }
    }

    static Optional<Refusal> refusal(Candidate candidate) {
        return RULES.stream().flatMap(rule -> rule.refusal(candidate).stream()).findFirst();
    }

    private static Optional<Refusal> driver(Candidate candidate) {
        if (candidate.driver().isEmpty()) {
            return Optional.of(new Refusal.NoDriver());
        }
        return candidate
                .driver()
                .filter(driver -> !driver.equals(SubchannelFolder.IO_SUBCHANNEL))
                .map(Refusal.OtherDriver::new);
    }

    private static Optional<Refusal> module(Candidate candidate) {
        return candidate.vfioCcw() ? Optional.empty() : Optional.of(new Refusal.ModuleMissing());
    }

    /** Nothing can be said of a device that does not show itself yet; and its driver may set it online at once. */
    private static Optional<Refusal> recognised(Candidate candidate) {
        return candidate.ccwDevice().isPresent() ? Optional.empty() : Optional.of(new Refusal.NotRecognised());
    }

    private static Optional<Refusal> qdio(Candidate candidate) {
        Optional<DeviceIdentity> identity = candidate.ccwDevice().flatMap(CcwDeviceFolder::identity);
        if (identity.isPresent() && identity.get().controlUnitType() == QDIO_CONTROL_UNIT) {
            return Optional.of(new Refusal.Qdio("control unit type 1731"));
        }
        if (QDIO_DRIVERS.stream().anyMatch(candidate::ccwDrivenBy)) {
            return Optional.of(
                    new Refusal.Qdio("driver " + candidate.ccwDriver().orElseThrow()));
        }
        return candidate
                .ccwDevice()
                .filter(CcwDeviceFolder::grouped)
                .map(grouped -> new Refusal.Qdio("member of a ccwgroup device"));
    }

    private static Optional<Refusal> ipl(Candidate candidate) {
        return candidate
                .device()
                .filter(device -> candidate.host().ipl().equals(Optional.of(device)))
                .map(Refusal.IplDevice::new);
    }

    private static Optional<Refusal> root(Candidate candidate) {
        return candidate.device().filter(candidate.host().roots()::contains).map(Refusal.RootDevice::new);
    }

    private static Optional<Refusal> alias(Candidate candidate) {
        return candidate
                .ccwDevice()
                .filter(CcwDeviceFolder::parallelAccessAlias)
                .map(alias -> new Refusal.ParallelAccessAlias());
    }

    private static Optional<Refusal> console(Candidate candidate) {
        if (candidate.device().isPresent()
                && candidate.device().equals(candidate.host().console())) {
            return Optional.of(new Refusal.Console("condev= names it"));
        }
        if (candidate.mayBeOnline() && candidate.ccwDrivenBy(CONSOLE_DRIVER_3215)) {
            return Optional.of(new Refusal.Console("an online device of the driver 3215"));
        }
        return candidate.mayBeOnline()
                        && candidate.ccwDrivenBy(DISPLAY_DRIVER_3270)
                        && candidate.host().console3270()
                ? Optional.of(new Refusal.Console("an online 3270 display, and tty3270 is a console"))
                : Optional.empty();
    }

    private static Optional<Refusal> online(Candidate candidate) {
        return switch (candidate.onlineDevices()) {
            case REFUSE ->
                candidate.mayBeOnline() ? Optional.of(new Refusal.Online(candidate.device())) : Optional.empty();
            case SET_OFFLINE -> Optional.empty();
        };
    }
}

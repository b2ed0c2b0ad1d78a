package io.chanio.port.vfio;

import io.chanio.css.DeviceNumber;
import java.util.Optional;

/** Why a subchannel that an operator named is not taken from its driver. */
sealed interface Refusal {

    /** What a person needs to know to mend it. */
    String reason();

    record NoDriver() implements Refusal {
        @Override
        public String reason() {
            return "no driver has it: it may be on its way to another; bind it to io_subchannel or to vfio_ccw by hand";
        }
    }

    record OtherDriver(String driver) implements Refusal {
        @Override
        public String reason() {
            return "it is driven by %s, and is taken from io_subchannel only".formatted(driver);
        }
    }

    record ModuleMissing() implements Refusal {
        @Override
        public String reason() {
            return "the kernel has no driver vfio_ccw: load it (modprobe vfio_ccw)";
        }
    }

    record NotRecognised() implements Refusal {
        @Override
        public String reason() {
            return "the kernel has not recognised its device: what it is, and whether it is in use, is not known";
        }
    }

    /** @param sign by which it was known */
    record Qdio(String sign) implements Refusal {
        @Override
        public String reason() {
            return "it is a QDIO or grouped device (%s), which vfio_ccw can't drive".formatted(sign);
        }
    }

    record IplDevice(DeviceNumber device) implements Refusal {
        @Override
        public String reason() {
            return "this system was started (IPL) from %s".formatted(device);
        }
    }

    record RootDevice(DeviceNumber device) implements Refusal {
        @Override
        public String reason() {
            return "the root file system lies on %s".formatted(device);
        }
    }

    record ParallelAccessAlias() implements Refusal {
        @Override
        public String reason() {
            return "it is a PAV alias: it belongs to its base device";
        }
    }

    /** @param sign by which it was known */
    record Console(String sign) implements Refusal {
        @Override
        public String reason() {
            return "it is, or may be, the console of this system (%s)".formatted(sign);
        }
    }

    record Online(Optional<DeviceNumber> device) implements Refusal {
        @Override
        public String reason() {
            String number = device.map(DeviceNumber::toString).orElse("0.s.nnnn");
            return ("it is online: it may be mounted, in LVM, swap, paging or multipath, all look alike from here; "
                            + "set it offline (chzdev -d %s, or chccwdev -d %s) "
                            + "or start chanio with chanio.vfio.claim-offline=true")
                    .formatted(number, number);
        }
    }
}

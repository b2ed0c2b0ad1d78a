package io.chanio.port.sim;

import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.css.DeviceNumber;
import io.chanio.css.Octets;
import io.chanio.css.SubchannelId;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceJournalTest {

    private static final DeviceCommand.Position ALONE = new DeviceCommand.Position(true, true, false);
    private static final int NO_OPERATION = 0x03;
    private static final int SENSE_ID = 0xE4;

    private final Path file;

    DeviceJournalTest(@TempDir Path folder) {
        this.file = folder.resolve("devices.log");
    }

    @Test
    void notesWhatBringsDataAndGoesOnAtTheEndOfItsFile() throws Exception {
        for (int life = 1; life <= 2; life++) {
            try (DeviceJournal journal = DeviceJournal.appendTo(file)) {
                Device device = device(journal);
                device.execute(new DeviceCommand(NO_OPERATION, 2, Octets.of(0xC1, life), ALONE));
                device.execute(new DeviceCommand(SENSE_ID, 7, Octets.EMPTY, ALONE));
            }
        }

        assertThat(Files.readAllLines(file)).containsExactly("0.0.0009 03 c101", "0.0.0009 03 c102");
    }

    @Test
    void answersAsTheDeviceDoes() throws Exception {
        DeviceCommand command = new DeviceCommand(SENSE_ID, 7, Octets.EMPTY, ALONE);
        try (DeviceJournal journal = DeviceJournal.appendTo(file)) {
            assertThat(device(journal).execute(command).data())
                    .isEqualTo(new BareDevice().execute(command).data());
        }
    }

    private static Device device(DeviceJournal journal) {
        TopologySubchannel wanted =
                TopologySubchannel.of(SubchannelId.parse("0.0.0009"), DeviceNumber.parse("0.0.0009"), BareDevices.NAME);
        return switch (new JournalledDevices(new BareDevices(), journal).make(wanted)) {
            case DeviceMaking.Made(Device device) -> device;
            case DeviceMaking.Unusable(String reason) -> throw new AssertionError(reason);
        };
    }
}

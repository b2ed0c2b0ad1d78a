package io.chanio.port.sim.dasd;

import io.chanio.css.Octets;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;

/**
 * Who a disk and its control unit say they are: SENSE ID, device characteristics, configuration data, subsystem status.
 * Manufacturer, plant and the layout are those of the reference data; the serial number tells that the disk is simulated.
 *
 * @see "SA22-1025 3990/3390 reference, Read Configuration Data; linux drivers/s390/block/dasd_eckd.h"
 */
final class EckdIdentity {

    static final int CONFIGURATION_LENGTH = 256;
    static final int CHARACTERISTICS_LENGTH = 64;

    private static final Charset EBCDIC = Charset.forName("IBM037");
    private static final String MAKER = "HRCZZ";
    private static final int DASD_CLASS = 0x20;
    private static final int ALWAYS_FF = 0xFF;
    /** Above it, bytes 12 and 13 can't hold the number of cylinders. */
    private static final int CYLINDERS_OF_HALFWORD_MAX = 65_520;

    private static final int CYLINDERS_BEYOND_HALFWORD = 0xFFFE;
    private static final int COMPATIBLE_SENSE = 0x01;

    private static final int STATUS_LENGTH = 40;
    private static final int STATUS_LENGTH_3990_6 = 44;
    private static final int DEVICES_OF_SUBSYSTEM = 32;
    private static final int NODE_LENGTH = 32;
    private static final int NODE_TEXT_OFFSET = 4;
    private static final int NODE_TAG_OFFSET = 30;
    private static final int QUALIFIER_OFFSET = 224;

    private final CkdGeometry geometry;
    private final CkdGeometry.Model model;
    private final DasdControlUnit controlUnit;
    private final int cylinders;
    private final int number;

    EckdIdentity(Unit unit) {
        this.geometry = unit.geometry();
        this.cylinders = unit.image().cylinders();
        this.model = geometry.modelWith(cylinders);
        this.controlUnit = unit.controlUnit();
        this.number = unit.number().number();
    }

    Octets senseId() {
        int type = controlUnit.type();
        int device = geometry.deviceType();
        Octets numbers = Octets.of(ALWAYS_FF, type >> 8, type, controlUnit.model(), device >> 8, device, model.code());
        Octets words = controlUnit.commandWords();
        return words.isEmpty() ? numbers : numbers.concat(Octets.of(0)).concat(words);
    }

    Octets characteristics() {
        CkdGeometry.Capacity capacity = geometry.capacity();
        boolean large = cylinders > CYLINDERS_OF_HALFWORD_MAX;
        ByteBuffer bytes = ByteBuffer.allocate(CHARACTERISTICS_LENGTH);
        bytes.putShort((short) controlUnit.type()).put((byte) controlUnit.model());
        bytes.putShort((short) geometry.deviceType()).put((byte) model.code());
        bytes.putInt(facilities());
        bytes.put((byte) DASD_CLASS).put((byte) model.typeCode());
        bytes.putShort((short) (large ? CYLINDERS_BEYOND_HALFWORD : cylinders));
        bytes.putShort((short) geometry.heads());
        bytes.put((byte) capacity.sectors()).put((byte) 0).putShort((short) capacity.track());
        bytes.putShort((short) capacity.homeAndRecordZero());
        geometry.capacityFormula().copyTo(bytes, 22);
        bytes.put(40, (byte) model.typeCode()).put(41, (byte) model.typeCode());
        bytes.put(42, (byte) controlUnit.typeCode()).put(43, (byte) 2);
        bytes.putShort(44, (short) capacity.recordZeroMax()).put(47, (byte) 1);
        geometry.sectorFormula().copyTo(bytes, 48);
        controlUnit.features().copyTo(bytes, 51);
        bytes.put(57, (byte) ALWAYS_FF).putInt(60, cylinders);
        return Octets.of(bytes, 0, CHARACTERISTICS_LENGTH);
    }

    /** A 3380 on a 3990 gives 24 bytes of sense data in a frame of 32. */
    private int facilities() {
        boolean compatible = geometry == CkdGeometry.IBM_3380 && controlUnit != DasdControlUnit.IBM_2107;
        return compatible ? controlUnit.facilities() | COMPATIBLE_SENSE : controlUnit.facilities();
    }

    /** Node element descriptors of device, string, storage director and subsystem, and the general qualifier. */
    Octets configurationData() {
        String device = "  %04X0%02X".formatted(geometry.deviceType(), model.code());
        String director = "  %04X0%02X".formatted(controlUnit.type(), controlUnit.model());
        String subsystem = "  %04X   ".formatted(controlUnit.type());
        ByteBuffer bytes = ByteBuffer.allocate(CONFIGURATION_LENGTH);
        node(0xDC010100, device.replace(' ', '0'), "%012X".formatted(number), number)
                .copyTo(bytes, 0);
        node(0xD4020000, device, "000000000003", 0).copyTo(bytes, NODE_LENGTH);
        node(0xD0000000, director, "000000000002", number >> 8).copyTo(bytes, 2 * NODE_LENGTH);
        node(0xF0000001, subsystem, "000000000001", 0).copyTo(bytes, 3 * NODE_LENGTH);
        qualifier().copyTo(bytes, QUALIFIER_OFFSET);
        return Octets.of(bytes, 0, CONFIGURATION_LENGTH);
    }

    private static Octets node(int flags, String type, String serial, int tag) {
        ByteBuffer bytes = ByteBuffer.allocate(NODE_LENGTH);
        bytes.putInt(flags);
        bytes.put(NODE_TEXT_OFFSET, (type + MAKER + serial).getBytes(EBCDIC));
        bytes.putShort(NODE_TAG_OFFSET, (short) tag);
        return Octets.of(bytes, 0, NODE_LENGTH);
    }

    private Octets qualifier() {
        int unit = number & 0xFF;
        int subsystem = subsystem();
        return Octets.of(
                0x80,
                0,
                0,
                subsystemInterface(),
                0,
                0,
                0x1E,
                0,
                subsystem >> 8,
                subsystem,
                0x80,
                unit,
                unit,
                unit,
                subsystemInterface(),
                0,
                0,
                0x80,
                0x80,
                unit);
    }

    /** The interface's number; it is the high byte of the device number. */
    private int subsystemInterface() {
        return number >> 8;
    }

    /** 32 devices share a subsystem. */
    private int subsystem() {
        return number & -DEVICES_OF_SUBSYSTEM;
    }

    Octets subsystemStatus() {
        boolean enhanced = controlUnit == DasdControlUnit.IBM_3990_6;
        ByteBuffer bytes = ByteBuffer.allocate(enhanced ? STATUS_LENGTH_3990_6 : STATUS_LENGTH);
        bytes.put((byte) (enhanced ? 1 : 0)).put((byte) number).put((byte) (DEVICES_OF_SUBSYSTEM - 1));
        bytes.putShort(38, (short) subsystem());
        return Octets.of(bytes, 0, bytes.capacity());
    }

    /** The node descriptors that SET INTERFACE IDENTIFIER makes ready, 96 bytes: this subsystem, its interfaces, none. */
    Octets interfaceNodes() {
        String subsystem = "00%04X   ".formatted(controlUnit.type());
        ByteBuffer bytes = ByteBuffer.allocate(3 * NODE_LENGTH);
        node(0x00000100, subsystem, "000000000001", 0).copyTo(bytes, 0);
        bytes.putInt(40, 0x41010000)
                .putInt(44, 0x41010001)
                .putInt(48, 0x41010010)
                .putInt(52, 0x41010011);
        return Octets.of(bytes, 0, bytes.capacity());
    }
}

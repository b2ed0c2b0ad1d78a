package io.chanio.operation;

import io.chanio.css.Octets;
import java.util.OptionalInt;

/**
 * What READ DEVICE CHARACTERISTICS says. The geometry is there for count-key-data disks alone.
 *
 * @param raw all bytes, 64 of a disk
 * @param cylinders the primary ones that data may use
 * @param heads tracks of a cylinder
 * @param sectors angular positions of a track
 * @param trackLength bytes of a track, counted as the formula of the device wants it
 */
public record DeviceCharacteristics(
        Octets raw, OptionalInt cylinders, OptionalInt heads, OptionalInt sectors, OptionalInt trackLength) {}

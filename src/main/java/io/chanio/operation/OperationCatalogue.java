package io.chanio.operation;

import io.chanio.css.DeviceClass;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.SenseData;
import io.chanio.engine.Recipe;
import io.chanio.operation.dasd.EckdAllegiance;
import io.chanio.operation.dasd.EckdReadTrack;
import io.chanio.operation.dasd.EckdVolumeLabel;
import io.chanio.operation.dasd.EckdVtoc;
import io.chanio.operation.dasd.ReservationAnswer;
import io.chanio.operation.dasd.Track;
import io.chanio.operation.dasd.VolumeLabel;
import io.chanio.operation.dasd.Vtoc;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The operations that clients may name, and the way from a name and parameters to a recipe. */
public final class OperationCatalogue {

    private static final Set<DeviceClass> WITH_CHARACTERISTICS =
            EnumSet.of(DeviceClass.ECKD, DeviceClass.CKD, DeviceClass.FBA, DeviceClass.TAPE);
    private static final Set<DeviceClass> WITH_PATH_GROUPS = WITH_CHARACTERISTICS;
    private static final Set<DeviceClass> EXTENDED_DISKS = EnumSet.of(DeviceClass.ECKD);

    private record Entry(Operation operation, Class<?> result, Function<ParameterValues, Recipe<?>> recipe) {}

    private final Map<String, Entry> entries = new LinkedHashMap<>();

    public OperationCatalogue() {
        add(
                new SenseId(),
                DeviceIdentity.class,
                Operation.everyClass(),
                "Asks the device for its types, models and commands.");
        add(
                new SenseOperation(),
                SenseData.class,
                Operation.everyClass(),
                "Takes the sense data that the device holds, and clears it.");
        add(
                new ReadDeviceCharacteristics(),
                DeviceCharacteristics.class,
                WITH_CHARACTERISTICS,
                "Reads the device's properties, a disk's geometry.");
        add(
                new ReadConfigurationData(),
                ConfigurationData.class,
                Operation.everyClass(),
                "Reads the nodes between device and control unit.");
        add(
                new TestPaths(),
                PathTests.class,
                Operation.everyClass(),
                "Tests each installed path with a SENSE ID of its own.");
        add(
                new SensePathGroupId(),
                PathGroup.class,
                WITH_PATH_GROUPS,
                "Asks how the control unit takes the path: its group, and whether the device is reserved.");
        addReadTrack();
        add(new EckdVolumeLabel(), VolumeLabel.class, EXTENDED_DISKS, "Reads the standard label of the volume.");
        add(new EckdVtoc(), Vtoc.class, EXTENDED_DISKS, "Lists the datasets of the volume.");
        add(
                EckdAllegiance.RESERVE,
                ReservationAnswer.class,
                EXTENDED_DISKS,
                "Reserves the disk to one path, which all programs take until it is released.");
        add(
                EckdAllegiance.RELEASE,
                ReservationAnswer.class,
                EXTENDED_DISKS,
                "Releases the disk, over the path to which it is reserved.");
        add(
                EckdAllegiance.UNCONDITIONAL_RESERVE,
                ReservationAnswer.class,
                EXTENDED_DISKS,
                "Reserves the disk and takes it from whoever has it, which may break what another system runs.");
    }

    /** All of them, in the order of the documentation. */
    public List<Operation> list() {
        return entries.values().stream().map(Entry::operation).toList();
    }

    /** What each operation makes, by its name: a record of records, strings, numbers and bytes. */
    public Map<String, Class<?>> resultTypes() {
        Map<String, Class<?>> types = new LinkedHashMap<>();
        entries.forEach((name, entry) -> types.put(name, entry.result()));
        return types;
    }

    /** @param parameters as they came: whole numbers are Integer, Long or BigInteger, anything else is a fault */
    public Resolution resolve(String name, Map<String, Object> parameters, DeviceClass deviceClass) {
        Entry entry = entries.get(name);
        if (entry == null) {
            return new Resolution.UnknownOperation(name);
        }
        ParameterValues values = new ParameterValues(parameters);
        List<ParameterFault> faults = values.faults(entry.operation().parameters());
        if (!faults.isEmpty()) {
            return new Resolution.Faulty(name, faults);
        }
        if (!entry.operation().serves(deviceClass)) {
            return new Resolution.WrongDeviceClass(
                    name, deviceClass, entry.operation().deviceClasses());
        }
        return new Resolution.Resolved(entry.recipe().apply(values));
    }

    private <R> void add(Recipe<R> recipe, Class<R> result, Set<DeviceClass> classes, String description) {
        Operation operation = new Operation(recipe.name(), classes, List.of(), recipe.effect(), description);
        entries.put(operation.name(), new Entry(operation, result, values -> recipe));
    }

    private void addReadTrack() {
        EckdReadTrack any = new EckdReadTrack(0, 0);
        Operation operation = new Operation(
                any.name(),
                EXTENDED_DISKS,
                List.of(
                        Parameter.required("cylinder", 0, EckdReadTrack.CYLINDER_MAX, "The track's cylinder."),
                        Parameter.required("head", 0, EckdReadTrack.HEADS - 1, "The track's head in its cylinder.")),
                any.effect(),
                "Reads all records of a track, record 0 included.");
        entries.put(
                operation.name(),
                new Entry(
                        operation,
                        Track.class,
                        values -> new EckdReadTrack(values.number("cylinder"), values.number("head"))));
    }
}

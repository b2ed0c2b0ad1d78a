package io.chanio.operation;

import io.chanio.css.DeviceClass;
import io.chanio.program.Effect;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * An operation as the catalogue shows it.
 *
 * @param deviceClasses those that can serve it
 * @param description a sentence for people
 */
public record Operation(
        String name, Set<DeviceClass> deviceClasses, List<Parameter> parameters, Effect effect, String description) {

    public Operation {
        deviceClasses = Set.copyOf(deviceClasses);
        parameters = List.copyOf(parameters);
    }

    /** A class that is not known yet refuses nothing: the device itself will. */
    boolean serves(DeviceClass deviceClass) {
        return deviceClass == DeviceClass.UNKNOWN || deviceClasses.contains(deviceClass);
    }

    static Set<DeviceClass> everyClass() {
        return EnumSet.allOf(DeviceClass.class);
    }
}

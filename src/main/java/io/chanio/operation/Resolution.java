package io.chanio.operation;

import io.chanio.css.DeviceClass;
import io.chanio.engine.Recipe;
import java.util.List;
import java.util.Set;

/** What became of looking an operation up with its parameters. */
public sealed interface Resolution {

    record Resolved(Recipe<?> recipe) implements Resolution {}

    record UnknownOperation(String name) implements Resolution {}

    /** The device is known to be of another class than the operation needs. */
    record WrongDeviceClass(String name, DeviceClass actual, Set<DeviceClass> needed) implements Resolution {

        public WrongDeviceClass {
            needed = Set.copyOf(needed);
        }
    }

    /** @param faults all of them, at least one */
    record Faulty(String name, List<ParameterFault> faults) implements Resolution {

        public Faulty {
            faults = List.copyOf(faults);
        }
    }
}

package io.chanio.engine;

import io.chanio.css.DeviceIdentity;
import io.chanio.program.Effect;
import java.util.List;

/** An opening that asks the device nothing. */
record Unasked() implements Recipe<DeviceIdentity> {

    @Override
    public String name() {
        return "unasked";
    }

    @Override
    public Effect effect() {
        return new Effect(false, true);
    }

    @Override
    public Step<DeviceIdentity> begin() {
        return new Step.Done<>(new DeviceIdentity(0, 0, 0, 0, List.of()));
    }
}

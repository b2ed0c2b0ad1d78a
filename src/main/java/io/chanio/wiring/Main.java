package io.chanio.wiring;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Where the process begins. */
@QuarkusMain
public final class Main {

    /** Left on, Quarkus answers a path that can't be decoded with 400 and no body, before anything of chanio sees it. */
    private static final String FRAMEWORK_URI_CHECK_OFF = "vertx.disableURIValidation";

    private Main() {}

    /** Starts chanio and waits for its end. */
    public static void main(String... arguments) {
        System.setProperty(FRAMEWORK_URI_CHECK_OFF, "true");
        Quarkus.run(arguments);
    }
}

package io.chanio;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Holds the packages to the ladder, and the ladder to its word: the offending fixture must be found out. */
class LadderTest {

    private static final String FIXTURE = "io.chanio.ladderfixture";

    @Test
    void everyPackageUsesOnlyWhatItsRungAllows() {
        JavaClasses product = new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("io.chanio");

        assertThat(product.contain("io.chanio.css.SubchannelId")).isTrue();
        assertThat(new Ladder("io.chanio").violations(product)).isEmpty();
    }

    @Test
    void findsEveryOffenceOfTheFixtureAndNothingElse() {
        JavaClasses fixture = new ClassFileImporter().importPackages(FIXTURE);

        List<String> violations = new Ladder(FIXTURE).violations(fixture);

        assertThat(violations.stream().filter(each -> !each.startsWith("Cycle")))
                .containsExactlyInAnyOrder(
                        "api.DrivesALane uses engine.Lane",
                        "api.DrivesALane uses operation.Reads",
                        "control.LogsByItself uses java.util.logging.Logger",
                        "css.LooksUp uses port.Opened",
                        "engine.CallsLibC uses os.LibC",
                        "engine.IsInjected uses jakarta.inject.Inject",
                        "port.sim.PeeksAtHardware uses port.vfio.Hardware",
                        "stray.Lost is in no package of the ladder",
                        "wiring.GoesNative uses jnr.ffi.Pointer");
        assertThat(violations)
                .filteredOn(each -> each.startsWith("Cycle"))
                .singleElement()
                .asString()
                .contains("operation.dasd");
    }
}

package io.chanio.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.chanio.css.DeviceClass;
import io.chanio.operation.ParameterFault.Code;
import io.chanio.operation.Resolution.Faulty;
import io.chanio.operation.Resolution.Resolved;
import io.chanio.operation.Resolution.UnknownOperation;
import io.chanio.operation.Resolution.WrongDeviceClass;
import io.chanio.operation.dasd.EckdReadTrack;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OperationCatalogueTest {

    private final OperationCatalogue catalogue = new OperationCatalogue();

    @Test
    void listsTheOperationsOfTheFirstRelease() {
        assertThat(catalogue.list())
                .extracting(Operation::name)
                .containsExactly(
                        "sense-id",
                        "sense",
                        "read-device-characteristics",
                        "read-configuration-data",
                        "test-paths",
                        "sense-path-group-id",
                        "eckd-read-track",
                        "eckd-volume-label",
                        "eckd-vtoc",
                        "eckd-reserve",
                        "eckd-release",
                        "eckd-unconditional-reserve");
        assertThat(catalogue.list())
                .filteredOn(operation -> operation.effect().mayChangeDevice())
                .extracting(Operation::name)
                .containsExactly("eckd-reserve", "eckd-release", "eckd-unconditional-reserve");
    }

    @Test
    void resolvesANameAndParameters() {
        assertThat(catalogue.resolve("eckd-read-track", Map.of("cylinder", 2, "head", 14L), DeviceClass.ECKD))
                .isEqualTo(new Resolved(new EckdReadTrack(2, 14)));
        assertThat(catalogue.resolve("sense-id", Map.of(), DeviceClass.UNKNOWN)).isEqualTo(new Resolved(new SenseId()));
    }

    @Test
    void everyOperationIsFoundUnderItsName() {
        for (Operation operation : catalogue.list()) {
            Map<String, Object> parameters = new HashMap<>();
            operation.parameters().forEach(parameter -> parameters.put(parameter.name(), parameter.max()));

            assertThat(catalogue.resolve(operation.name(), parameters, DeviceClass.ECKD))
                    .isInstanceOfSatisfying(Resolved.class, resolved -> {
                        assertThat(resolved.recipe().name()).isEqualTo(operation.name());
                        assertThat(resolved.recipe().effect()).isEqualTo(operation.effect());
                    });
        }
    }

    @Test
    void anUnknownNameIsSaidSo() {
        assertThat(catalogue.resolve("format", Map.of(), DeviceClass.ECKD)).isEqualTo(new UnknownOperation("format"));
    }

    @Test
    void aDeviceOfAnotherClassIsRefusedOnceItIsKnown() {
        assertThat(catalogue.resolve("eckd-vtoc", Map.of(), DeviceClass.TAPE))
                .isEqualTo(new WrongDeviceClass("eckd-vtoc", DeviceClass.TAPE, Set.of(DeviceClass.ECKD)));
        assertThat(catalogue.resolve("eckd-vtoc", Map.of(), DeviceClass.UNKNOWN))
                .isInstanceOf(Resolved.class);
    }

    @Test
    void findsAllFaultsOfTheParametersAtOnce() {
        Map<String, Object> parameters = Map.of("cylinder", "two", "head", 15, "record", 1);

        assertThat(faults(parameters))
                .extracting(ParameterFault::member, ParameterFault::code)
                .containsExactly(
                        tuple("cylinder", Code.WRONG_TYPE),
                        tuple("head", Code.OUT_OF_RANGE),
                        tuple("record", Code.UNKNOWN_PARAMETER));
        assertThat(faults(Map.of()))
                .extracting(ParameterFault::member, ParameterFault::code)
                .containsExactly(tuple("cylinder", Code.MISSING_PARAMETER), tuple("head", Code.MISSING_PARAMETER));
    }

    @Test
    void numbersThatFitNoIntAreOutOfRange() {
        assertThat(faults(Map.of("cylinder", 1L << 32, "head", BigInteger.ONE.shiftLeft(64))))
                .extracting(ParameterFault::code)
                .containsExactly(Code.OUT_OF_RANGE, Code.OUT_OF_RANGE);
        assertThat(faults(Map.of("cylinder", 1.5, "head", true)))
                .extracting(ParameterFault::code)
                .containsExactly(Code.WRONG_TYPE, Code.WRONG_TYPE);
    }

    @Test
    void operationsWithoutParametersTakeNone() {
        assertThat(catalogue.resolve("sense-id", Map.of("cylinder", 1), DeviceClass.ECKD))
                .isInstanceOf(Faulty.class);
    }

    private List<ParameterFault> faults(Map<String, Object> parameters) {
        return catalogue.resolve("eckd-read-track", parameters, DeviceClass.ECKD)
                        instanceof Faulty(var name, var faults)
                ? faults
                : List.of();
    }
}

package io.chanio.operation;

import io.chanio.css.CommandType;
import io.chanio.css.DeviceIdentity;
import io.chanio.css.DeviceIdentity.CommandInformation;
import io.chanio.css.Octets;
import io.chanio.engine.ProgramResult;
import io.chanio.engine.Recipe;
import io.chanio.engine.Step;
import io.chanio.operation.ConfigurationData.Element;
import io.chanio.operation.ConfigurationData.Kind;
import io.chanio.operation.ConfigurationData.Node;
import io.chanio.operation.recipe.Answers;
import io.chanio.operation.recipe.Steps;
import io.chanio.program.CcwFlag;
import io.chanio.program.ChannelProgram;
import io.chanio.program.Effect;
import io.chanio.program.Operand;
import io.chanio.program.ProgramCcw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * READ CONFIGURATION DATA, by the command and the count that the device names in its answer to SENSE ID.
 *
 * <pre>
 * element +0  bits 0-1: 0 unused, 1 specific qualifier, 2 general qualifier, 3 descriptor
 *         +4  of a descriptor, EBCDIC: type 6, model 3, manufacturer 3, plant 2, sequence number 12
 * </pre>
 *
 * @see "SA22-7204 Common I/O-Device Commands, Read Configuration Data"
 * @see "linux drivers/s390/block/dasd_eckd.h, struct dasd_ned, dasd_sneq, dasd_gneq"
 */
public record ReadConfigurationData() implements Recipe<ConfigurationData> {

    private static final int PURPOSE_READ_CONFIGURATION_DATA = 0;
    private static final int ELEMENT_LENGTH = 32;
    private static final int IDENTIFIER_SHIFT = 6;
    private static final int UNUSED = 0;
    private static final int SPECIFIC_QUALIFIER = 1;
    private static final int GENERAL_QUALIFIER = 2;

    private static final int TYPE_OFFSET = 4;
    private static final int MODEL_OFFSET = 10;
    private static final int MANUFACTURER_OFFSET = 13;
    private static final int PLANT_OFFSET = 16;
    private static final int SEQUENCE_NUMBER_OFFSET = 18;
    private static final int SEQUENCE_NUMBER_END = 30;

    @Override
    public String name() {
        return "read-configuration-data";
    }

    @Override
    public Effect effect() {
        return new Effect(false, true);
    }

    @Override
    public Step<ConfigurationData> begin() {
        Step<DeviceIdentity> identify = new SenseId().begin();
        return Steps.then(identify, ReadConfigurationData::read);
    }

    private static Step<ConfigurationData> read(DeviceIdentity identity) {
        Optional<CommandInformation> word = identity.commands().stream()
                .filter(command -> command.type() == PURPOSE_READ_CONFIGURATION_DATA)
                .findFirst();
        if (word.isEmpty()) {
            return new Step.Unusable<>("device %s names no command to read configuration data in its answer to SENSE ID"
                    .formatted(identity));
        }
        CommandInformation command = word.get();
        // The device's word is not trusted to be harmless: this operation says of itself that it only reads.
        if (CommandType.of(command.command()) != CommandType.READ || command.count() == 0) {
            return new Step.Unusable<>(
                    "device %s names X'%02x', count %d, to read configuration data: that reads nothing"
                            .formatted(identity, command.command(), command.count()));
        }
        return new Step.Run<>(
                ChannelProgram.of(ProgramCcw.of(command.command(), new Operand.Count(command.count()), CcwFlag.SLI)),
                ReadConfigurationData::judge);
    }

    private static Step<ConfigurationData> judge(ProgramResult result) {
        Octets raw = Answers.stored(result, 0);
        List<Element> elements = new ArrayList<>();
        for (int offset = 0; offset + ELEMENT_LENGTH <= raw.length(); offset += ELEMENT_LENGTH) {
            Octets element = raw.slice(offset, offset + ELEMENT_LENGTH);
            int identifier = element.at(0) >>> IDENTIFIER_SHIFT;
            if (identifier != UNUSED) {
                Kind kind = kind(identifier);
                elements.add(new Element(kind, offset, element, node(kind, element)));
            }
        }
        return new Step.Done<>(new ConfigurationData(raw, elements));
    }

    private static Kind kind(int identifier) {
        return switch (identifier) {
            case SPECIFIC_QUALIFIER -> Kind.SPECIFIC_NODE_ELEMENT_QUALIFIER;
            case GENERAL_QUALIFIER -> Kind.GENERAL_NODE_ELEMENT_QUALIFIER;
            default -> Kind.NODE_ELEMENT_DESCRIPTOR;
        };
    }

    private static Optional<Node> node(Kind kind, Octets element) {
        return switch (kind) {
            case NODE_ELEMENT_DESCRIPTOR ->
                Optional.of(new Node(
                        text(element, TYPE_OFFSET, MODEL_OFFSET),
                        text(element, MODEL_OFFSET, MANUFACTURER_OFFSET),
                        text(element, MANUFACTURER_OFFSET, PLANT_OFFSET),
                        text(element, PLANT_OFFSET, SEQUENCE_NUMBER_OFFSET),
                        text(element, SEQUENCE_NUMBER_OFFSET, SEQUENCE_NUMBER_END)));
            case SPECIFIC_NODE_ELEMENT_QUALIFIER, GENERAL_NODE_ELEMENT_QUALIFIER -> Optional.empty();
        };
    }

    private static String text(Octets element, int from, int to) {
        return Answers.text(element.slice(from, to));
    }
}

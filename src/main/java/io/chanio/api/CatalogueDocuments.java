package io.chanio.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.chanio.api.request.Hex;
import io.chanio.css.CommandType;
import io.chanio.css.DeviceClass;
import io.chanio.operation.Operation;
import io.chanio.operation.Parameter;
import io.chanio.program.Command;
import io.chanio.program.CommandRule;
import io.chanio.program.CommandTable;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What can be run, as clients see it. */
final class CatalogueDocuments {

    private CatalogueDocuments() {}

    /** All operations. */
    @Schema(name = "OperationList", description = "The operations.", requiredProperties = "items")
    record OperationList(List<OperationDocument> items) {

        static OperationList of(List<Operation> operations) {
            return new OperationList(
                    operations.stream().map(OperationDocument::of).toList());
        }
    }

    /** An operation. */
    @Schema(
            name = "Operation",
            description = "An operation: named, with parameters and a typed result.",
            requiredProperties = {"name", "description", "deviceClasses", "parameters", "mayChangeDevice", "repeatable"
            })
    record OperationDocument(
            @Schema(examples = "sense-id") String name,
            String description,

            @Schema(description = "The classes of devices that it is made for.")
            List<DeviceClass> deviceClasses,

            @Schema(description = "A JSON schema of the body.", implementation = Object.class)
            Map<String, Object> parameters,

            boolean mayChangeDevice,
            boolean repeatable) {

        static OperationDocument of(Operation operation) {
            return new OperationDocument(
                    operation.name(),
                    operation.description(),
                    operation.deviceClasses().stream().sorted().toList(),
                    schemaOf(operation.parameters()),
                    operation.effect().mayChangeDevice(),
                    operation.effect().repeatable());
        }

        private static Map<String, Object> schemaOf(List<Parameter> parameters) {
            Map<String, Object> properties = new LinkedHashMap<>();
            for (Parameter parameter : parameters) {
                Map<String, Object> property = new LinkedHashMap<>();
                property.put("type", "integer");
                property.put("minimum", parameter.min());
                property.put("maximum", parameter.max());
                property.put("description", parameter.description());
                properties.put(parameter.name(), property);
            }
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("properties", properties);
            schema.put(
                    "required",
                    parameters.stream()
                            .filter(parameter -> parameter.necessity() == Parameter.Necessity.REQUIRED)
                            .map(Parameter::name)
                            .toList());
            schema.put("additionalProperties", false);
            return schema;
        }
    }

    /** Commands of one class or of all. */
    @Schema(name = "CommandList", description = "Commands by device class and code.", requiredProperties = "items")
    record CommandList(List<CommandDocument> items) {

        static CommandList of(Optional<DeviceClass> wanted) {
            Stream<DeviceClass> classes = wanted.map(Stream::of).orElseGet(() -> Arrays.stream(DeviceClass.values()));
            return new CommandList(classes.flatMap(each ->
                            CommandTable.of(each).commands().stream().map(command -> CommandDocument.of(command, each)))
                    .toList());
        }
    }

    /** A command. */
    @JsonInclude(JsonInclude.Include.NON_ABSENT)
    @Schema(
            name = "Command",
            description = "A command that devices of a class are known to have.",
            requiredProperties = {"deviceClass", "mnemonic", "code", "direction", "mayChangeDevice", "repeatable"})
    record CommandDocument(
            DeviceClass deviceClass,
            @Schema(examples = "READ_DATA") String mnemonic,
            String code,

            @Schema(description = "What the code's low bits ask of the channel.")
            CommandType direction,

            @Schema(description = "Whether the device or its medium may be another after it.")
            CommandRule.Answer mayChangeDevice,

            @Schema(description = "Whether it may be run again without knowing whether it ran.")
            CommandRule.Answer repeatable,

            @Schema(description = "What decides where an answer is BY_PARAMETERS.")
            Optional<String> condition) {

        static CommandDocument of(Command command, DeviceClass deviceClass) {
            return new CommandDocument(
                    deviceClass,
                    command.mnemonic(),
                    Hex.ofByte(command.code()),
                    command.direction(),
                    command.rule().mayChangeDevice(),
                    command.rule().repeatable(),
                    command.rule().condition());
        }
    }
}

package io.chanio.api;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * Makes the generated schemas say what is meant: a nested enumeration stands where it is used and not under a name that
 * only its owner gives sense to, and an optional member is absent, never null.
 */
final class SchemaTidying {

    private static final String REFERENCE = "#/components/schemas/";

    /** The simple names of nested enumerations; those of a name already taken get a number. */
    private static final Pattern NESTED =
            Pattern.compile("(Answer|Bit|Flag|Kind|Mode|Reservation|Source|State|Transferred)\\d*");

    private final Map<String, Schema> nested = new TreeMap<>();

    private SchemaTidying(Map<String, Schema> schemas) {
        schemas.forEach((name, schema) -> {
            if (NESTED.matcher(name).matches() && schema.getEnumeration() != null) {
                nested.put(name, schema);
            }
        });
    }

    static void tidy(OpenAPI document) {
        Map<String, Schema> schemas = document.getComponents().getSchemas();
        SchemaTidying tidying = new SchemaTidying(schemas);
        tidying.nested.keySet().forEach(document.getComponents()::removeSchema);
        document.getComponents().getSchemas().values().forEach(tidying::members);
        document.getPaths().getPathItems().values().stream()
                .flatMap(item -> item.getOperations().values().stream())
                .forEach(tidying::parameters);
    }

    private void parameters(Operation operation) {
        if (operation.getParameters() != null) {
            operation.getParameters().forEach(parameter -> value(parameter.getSchema()));
        }
    }

    private void members(Schema schema) {
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(this::value);
        }
    }

    private void value(Schema schema) {
        if (schema.getRef() != null) {
            enumeration(schema.getRef())
                    .ifPresent(values ->
                            schema.ref(null).type(List.of(SchemaType.STRING)).enumeration(values));
        }
        if (schema.getRef() != null) {
            // What is referred to says it, and generators stumble over who says it twice.
            schema.setType(null);
        }
        if (schema.getType() != null && schema.getType().size() > 1) {
            schema.setType(schema.getType().stream()
                    .filter(type -> type != SchemaType.NULL)
                    .toList());
        }
        dropNull(schema);
        if (schema.getItems() != null) {
            value(schema.getItems());
        }
    }

    /** Of {@code anyOf: [X, null]}, as optional members that refer elsewhere are generated, X remains. */
    private void dropNull(Schema schema) {
        List<Schema> choices = schema.getAnyOf();
        if (choices == null || choices.size() != 2 || choices.get(0).getRef() == null) {
            return;
        }
        schema.anyOf(null).ref(choices.get(0).getRef());
        value(schema);
    }

    private Optional<List<Object>> enumeration(String reference) {
        return Optional.ofNullable(nested.get(reference.substring(REFERENCE.length())))
                .map(Schema::getEnumeration);
    }
}

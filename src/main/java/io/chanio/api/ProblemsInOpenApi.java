package io.chanio.api;

import io.chanio.api.request.Problem;
import io.chanio.api.request.ProblemType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;

/** Puts the closed list of problems into the OpenAPI document, and the refusals that each operation may answer with. */
public class ProblemsInOpenApi implements OASFilter {

    private static final String PROBLEM = "Problem";
    private static final String SCHEMA = "#/components/schemas/Problem";
    private static final List<String> OF_SUBMISSIONS = List.of("409", "410", "422", "429", "501", "503");
    private static final String STEP = "stepSubchannel";
    private static final Set<String> SUBMISSIONS = Set.of("submitJob", "submitOperation", "submitBatch");

    @Override
    public void filterOpenAPI(OpenAPI document) {
        SchemaTidying.tidy(document);
        document.getComponents().addSchema(PROBLEM, schema());
        Map<String, PathItem> paths = document.getPaths().getPathItems();
        paths.forEach((path, item) -> item.getOperations().values().forEach(operation -> addRefusals(path, operation)));
    }

    private static void addRefusals(String path, Operation operation) {
        if (!path.startsWith("/api/") && !path.startsWith("/sim/")) {
            return;
        }
        Set<String> statuses = new LinkedHashSet<>();
        if (operation.getParameters() != null) {
            statuses.add("400");
        }
        if (path.contains("{")) {
            statuses.add("404");
        }
        if (operation.getRequestBody() != null) {
            statuses.addAll(List.of("413", "415"));
        }
        if (SUBMISSIONS.contains(operation.getOperationId())) {
            statuses.addAll(OF_SUBMISSIONS);
        }
        if (STEP.equals(operation.getOperationId())) {
            statuses.add("409");
        }
        for (String status : statuses) {
            operation.getResponses().addAPIResponse(status, refusal(titles(Integer.parseInt(status))));
        }
        operation.getResponses().setDefaultValue(refusal("Any other problem."));
    }

    private static String titles(int status) {
        return String.join(
                        "; ",
                        Arrays.stream(ProblemType.values())
                                .filter(type -> type.status() == status)
                                .map(ProblemType::pageName)
                                .toList())
                + ".";
    }

    private static APIResponse refusal(String description) {
        return OASFactory.createAPIResponse()
                .description(description)
                .content(OASFactory.createContent()
                        .addMediaType(
                                Problem.MEDIA_TYPE,
                                OASFactory.createMediaType()
                                        .schema(OASFactory.createSchema().ref(SCHEMA))));
    }

    private static Schema schema() {
        Schema type = string("Which problem; a page of chanio's own says what it means and who must act.");
        type.setEnumeration(new ArrayList<>(
                Arrays.stream(ProblemType.values()).map(ProblemType::uri).toList()));
        Schema status =
                OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).description("The HTTP status.");
        Schema faults = OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .description("Each thing that is wrong with the request: all of them, not the first.")
                .items(OASFactory.createSchema().ref("#/components/schemas/Fault"));
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.OBJECT)
                .description("A problem document (RFC 9457). Members of a problem's own may stand beside these.")
                .addProperty("type", type)
                .addProperty("title", string("What kind of problem this is."))
                .addProperty("status", status)
                .addProperty("detail", string("What is wrong here, with the offending value."))
                .addProperty("instance", string("The path of the request."))
                .addProperty("faults", faults)
                .addProperty("stateReason", string("Why the subchannel can't be used."))
                .addProperty("node", string("The chanio node that has the job."))
                .addProperty("needed", integer("Bytes that the program needs."))
                .addProperty("available", integer("Bytes that there are for it."))
                .addProperty("refusals", refusals())
                .addProperty("state", string("The state in which the job ended."))
                .required(List.of("type", "title", "status", "detail", "instance"));
    }

    private static Schema refusals() {
        Schema item = OASFactory.createSchema()
                .addType(Schema.SchemaType.INTEGER)
                .description("The item's place in the request, from 0.");
        return OASFactory.createSchema()
                .addType(Schema.SchemaType.ARRAY)
                .description("The items that can't be accepted, because of which none was.")
                .items(OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .addProperty("item", item)
                        .addProperty("problem", OASFactory.createSchema().ref(SCHEMA))
                        .required(List.of("item", "problem")));
    }

    private static Schema string(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).description(description);
    }

    private static Schema integer(String description) {
        return OASFactory.createSchema().addType(Schema.SchemaType.INTEGER).description(description);
    }
}

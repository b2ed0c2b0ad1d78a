package io.chanio.api;

import static io.restassured.RestAssured.get;
import static org.assertj.core.api.Assertions.assertThat;

import io.chanio.api.request.ProblemType;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusIntegrationTest;
import io.restassured.path.json.JsonPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The OpenAPI document: what is committed is what is served, and it names every problem. */
@QuarkusIntegrationTest
@QuarkusTestResource(SimulatedMachine.class)
class OpenApiIT {

    private static final Path COMMITTED = Path.of("docs/openapi.yaml");

    /** Where a run of this test leaves what was served. */
    private static final Path SERVED = Path.of("target/openapi.yaml");

    @Test
    void isCommittedAsItIsServed() throws IOException {
        String served = get("/q/openapi").then().statusCode(200).extract().asString();
        Files.writeString(SERVED, served);

        assertThat(Files.readString(COMMITTED))
                .as(
                        "%s differs from the code. If the change is meant, take it over and commit it:" + " cp %s %s",
                        COMMITTED, SERVED, COMMITTED)
                .isEqualTo(served);
    }

    @Test
    void listsEveryProblemAndNamesEveryOperation() {
        JsonPath document =
                get("/q/openapi?format=json").then().statusCode(200).extract().jsonPath();

        assertThat(document.getString("openapi")).startsWith("3.1");
        assertThat(document.<String>getList("components.schemas.Problem.properties.type.enum"))
                .containsExactlyElementsOf(Arrays.stream(ProblemType.values())
                        .map(ProblemType::uri)
                        .toList());
        List<String> ids = document.getList("paths.values().collectMany { it.values() }.operationId");
        assertThat(ids).doesNotContainNull().doesNotHaveDuplicates().contains("submitJob", "submitOperation");
    }

    /** Generators of clients refuse a type that is said twice, and guess where a reference has one beside it. */
    @Test
    void saysEachTypeOnce() {
        Object document = get("/q/openapi?format=json").jsonPath().get("$");

        assertThat(typesSaidTwice("", document)).isEmpty();
    }

    private static List<String> typesSaidTwice(String at, Object node) {
        List<String> found = new ArrayList<>();
        if (node instanceof Map<?, ?> object) {
            boolean list = object.get("type") instanceof List<?> types && types.size() > 1;
            if (list || (object.get("$ref") != null && object.get("type") instanceof String)) {
                found.add(at);
            }
            object.forEach((name, value) -> found.addAll(typesSaidTwice(at + "/" + name, value)));
        } else if (node instanceof List<?> array) {
            array.forEach(value -> found.addAll(typesSaidTwice(at + "/-", value)));
        }
        return found;
    }
}

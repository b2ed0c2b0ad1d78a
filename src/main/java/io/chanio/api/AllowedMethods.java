package io.chanio.api;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Which methods a path takes: the framework refuses the others without saying so. */
public final class AllowedMethods {

    private static final List<Class<?>> RESOURCES = List.of(
            BatchesResource.class,
            ControlResource.class,
            JobsResource.class,
            OperationsResource.class,
            SubchannelsResource.class,
            ProblemPagesResource.class);

    private static final Pattern VARIABLE = Pattern.compile("\\{[^}]+}");

    private final List<Route> routes;

    /** @param others the resources of other packages */
    public AllowedMethods(List<Class<?>> others) {
        this.routes = Stream.concat(RESOURCES.stream(), others.stream())
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .flatMap(AllowedMethods::route)
                .toList();
    }

    private record Route(Pattern path, String method) {}

    /** As the `Allow` header has it; empty when nothing has the path. */
    Optional<String> of(String path) {
        String plain = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        Set<String> methods = new TreeSet<>();
        for (Route route : routes) {
            if (route.path().matcher(plain).matches()) {
                methods.add(route.method());
            }
        }
        if (methods.isEmpty()) {
            return Optional.empty();
        }
        methods.add("OPTIONS");
        if (methods.contains("GET")) {
            methods.add("HEAD");
        }
        return Optional.of(String.join(", ", methods));
    }

    private static Stream<Route> route(Method method) {
        Path path = method.getAnnotation(Path.class);
        if (path == null) {
            return Stream.empty();
        }
        String whole = method.getDeclaringClass().getAnnotation(Path.class).value() + path.value();
        Pattern pattern = Pattern.compile(VARIABLE.matcher(whole).replaceAll("[^/]+"));
        return Arrays.stream(method.getAnnotations())
                .map(Annotation::annotationType)
                .map(type -> type.getAnnotation(HttpMethod.class))
                .filter(verb -> verb != null)
                .map(verb -> new Route(pattern, verb.value()));
    }
}

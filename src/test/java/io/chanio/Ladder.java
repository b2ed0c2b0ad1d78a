package io.chanio;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The package ladder: which package of chanio may use what. The table in {@link #RUNGS} is the law, a row per package. */
final class Ladder {

    /** Which libraries, by the name of a class, a rung may use besides the JDK and the nullness annotations. */
    private interface Libraries {
        Predicate<String> NONE = name -> false;
        Predicate<String> NATIVE = name -> name.startsWith("jnr.") || name.startsWith("com.kenai.jffi.");
        Predicate<String> JOURNAL =
                name -> name.startsWith("org.apache.activemq.artemis.") || name.startsWith("com.fasterxml.jackson.");
        Predicate<String> DATABASE = name -> name.startsWith("javax.sql.") || name.startsWith("org.flywaydb.");
        Predicate<String> METRICS = name -> name.startsWith("io.micrometer.");
        Predicate<String> ANY_BUT_NATIVE = NATIVE.negate();
    }

    /** Another rung, or the part of it, that may be used. */
    private record Use(String rung, Predicate<JavaClass> part) {}

    private record Rung(String name, Predicate<String> libraries, List<Use> uses) {

        boolean mayUse(String other, JavaClass target) {
            return name.equals(other)
                    || uses.stream()
                            .anyMatch(use ->
                                    use.rung().equals(other) && use.part().test(target));
        }
    }

    private static final List<Rung> RUNGS = List.of(
            rung("css", Libraries.NONE),
            rung("program", Libraries.NONE, all("css")),
            rung("port", Libraries.NONE, all("css")),
            rung("port.vfio", Libraries.NONE, all("port"), all("css"), all("os")),
            rung("port.sim", Libraries.NONE, all("port"), all("css"), all("os")),
            rung("os", Libraries.NATIVE),
            rung(
                    "engine",
                    Libraries.NONE,
                    all("port"),
                    all("program"),
                    all("css"),
                    named("os", "EventPoll", "Eventfd")),
            rung("operation", Libraries.NONE, all("engine"), all("program"), all("css")),
            rung("ledger", Libraries.JOURNAL, all("engine"), all("program"), all("css")),
            rung("ledger.postgres", Libraries.DATABASE, all("ledger"), all("engine"), all("css")),
            // The engine's observer is told of refused starts by their errno.
            rung("telemetry", Libraries.METRICS, all("engine"), all("css"), named("port", "Errno")),
            rung("policy", Libraries.NONE, all("operation"), all("program"), all("css")),
            rung(
                    "control",
                    Libraries.NONE,
                    all("policy"),
                    all("operation"),
                    all("engine"),
                    all("program"),
                    all("css"),
                    named("port", "Inventory", "Listing", "Opening", "Backend", "Feature")),
            // What both ways over HTTP have in common: reading requests and refusing them.
            rung("api.request", Libraries.ANY_BUT_NATIVE, all("css")),
            rung(
                    "api",
                    Libraries.ANY_BUT_NATIVE,
                    all("api.request"),
                    all("control"),
                    all("program"),
                    all("css"),
                    named("engine", "Job"),
                    new Use("engine", Ladder::isResult),
                    new Use("operation", Ladder::isResult)),
            // The surface itself, what it arranges, and the errno with which a start can be refused.
            rung(
                    "api.sim",
                    Libraries.ANY_BUT_NATIVE,
                    all("api.request"),
                    named("port.sim", "Fault"),
                    named("port", "Errno"),
                    all("css")),
            rung("notify", Libraries.ANY_BUT_NATIVE, all("api.request"), all("control"), all("css")),
            rung("kube", Libraries.ANY_BUT_NATIVE, all("control"), all("css")),
            new Rung("wiring", Libraries.ANY_BUT_NATIVE, everyOther()));

    private final String root;

    Ladder(String root) {
        this.root = root;
    }

    /** One sentence per class or use that the table does not allow, and per cycle of packages. */
    List<String> violations(JavaClasses classes) {
        List<String> found = new ArrayList<>();
        classes.stream().sorted(Comparator.comparing(JavaClass::getName)).forEach(each -> judge(each, found));
        found.addAll(SlicesRuleDefinition.slices()
                .matching(root + ".(**)")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .evaluate(classes)
                .getFailureReport()
                .getDetails());
        return found;
    }

    private void judge(JavaClass origin, List<String> found) {
        Optional<Rung> rung = rungOf(origin);
        if (rung.isEmpty()) {
            found.add("%s is in no package of the ladder".formatted(shortName(origin)));
            return;
        }
        origin.getDirectDependenciesFromSelf().stream()
                .map(Dependency::getTargetClass)
                .map(JavaClass::getBaseComponentType)
                .filter(target -> !mayUse(rung.get(), target))
                .map(target -> "%s uses %s".formatted(shortName(origin), shortName(target)))
                .distinct()
                .sorted()
                .forEach(found::add);
    }

    private boolean mayUse(Rung rung, JavaClass target) {
        if (target.isPrimitive()) {
            return true;
        }
        if (isOurs(target)) {
            return rungOf(target)
                    .filter(other -> rung.mayUse(other.name(), target))
                    .isPresent();
        }
        return isPlainJdk(target)
                || target.getName().startsWith("org.jspecify.")
                || rung.libraries().test(target.getName());
    }

    /** Logging below the web is {@link System.Logger}; a framework's choice of logger must not reach down. */
    private static boolean isPlainJdk(JavaClass target) {
        return target.getName().startsWith("java.") && !target.getName().startsWith("java.util.logging.");
    }

    private boolean isOurs(JavaClass type) {
        return type.getPackageName().equals(root) || type.getPackageName().startsWith(root + ".");
    }

    /** The longest name wins: {@code port.sim.dasd} belongs to {@code port.sim}, not to {@code port}. */
    private Optional<Rung> rungOf(JavaClass type) {
        String name = type.getPackageName() + ".";
        return RUNGS.stream()
                .filter(rung -> name.startsWith("%s.%s.".formatted(root, rung.name())))
                .max(Comparator.comparingInt(rung -> rung.name().length()));
    }

    private String shortName(JavaClass type) {
        return isOurs(type) ? type.getName().substring(root.length() + 1) : type.getName();
    }

    private static Rung rung(String name, Predicate<String> libraries, Use... uses) {
        return new Rung(name, libraries, List.of(uses));
    }

    private static Use all(String rung) {
        return new Use(rung, type -> true);
    }

    /** The top-level types whose names start so, with what is nested in them: {@code Job} allows {@code JobId}. */
    private static Use named(String rung, String... starts) {
        return new Use(rung, type -> Stream.of(starts).anyMatch(outermost(type).getSimpleName()::startsWith));
    }

    /** What is neither a working object nor a recipe: a record, an enum, or the sealed type over such. */
    private static boolean isResult(JavaClass type) {
        boolean value = type.isRecord() || type.isEnum() || type.reflect().isSealed();
        return value
                && type.getAllRawInterfaces().stream()
                        .noneMatch(each -> each.getSimpleName().equals("Recipe"));
    }

    private static JavaClass outermost(JavaClass type) {
        return type.getEnclosingClass().map(Ladder::outermost).orElse(type);
    }

    private static List<Use> everyOther() {
        return Stream.of(
                        "css",
                        "program",
                        "port",
                        "port.vfio",
                        "port.sim",
                        "os",
                        "engine",
                        "operation",
                        "ledger",
                        "ledger.postgres",
                        "telemetry",
                        "policy",
                        "control",
                        "api",
                        "api.request",
                        "api.sim",
                        "notify",
                        "kube")
                .map(Ladder::all)
                .toList();
    }
}

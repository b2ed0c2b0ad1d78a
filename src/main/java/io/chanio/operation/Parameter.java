package io.chanio.operation;

/**
 * A parameter of an operation: a whole number in a range. As a JSON schema it is an integer with minimum and maximum.
 *
 * @param description a sentence for people
 */
public record Parameter(String name, int min, int max, Necessity necessity, String description) {

    public enum Necessity {
        REQUIRED,
        OPTIONAL
    }

    static Parameter required(String name, int min, int max, String description) {
        return new Parameter(name, min, max, Necessity.REQUIRED, description);
    }
}

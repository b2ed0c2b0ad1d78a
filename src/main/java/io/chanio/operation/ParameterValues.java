package io.chanio.operation;

import io.chanio.operation.Parameter.Necessity;
import io.chanio.operation.ParameterFault.Code;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The parameters of a call as they came, read against what the operation declares. */
final class ParameterValues {

    private final Map<String, Object> values;

    ParameterValues(Map<String, Object> values) {
        this.values = values;
    }

    /** The value of a parameter that has no {@link #faults}. */
    int number(String name) {
        if (values.get(name) instanceof Number number) {
            return number.intValue();
        }
        throw new IllegalArgumentException("parameter '" + name + "' was not checked");
    }

    List<ParameterFault> faults(List<Parameter> declared) {
        List<ParameterFault> faults = new ArrayList<>();
        for (Parameter parameter : declared) {
            check(parameter, faults);
        }
        List<String> names = declared.stream().map(Parameter::name).toList();
        values.keySet().stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(name -> faults.add(new ParameterFault(
                        name, Code.UNKNOWN_PARAMETER, "'%s' is no parameter, those are %s".formatted(name, names))));
        return faults;
    }

    private void check(Parameter parameter, List<ParameterFault> faults) {
        String name = parameter.name();
        if (!values.containsKey(name)) {
            if (parameter.necessity() == Necessity.REQUIRED) {
                faults.add(new ParameterFault(name, Code.MISSING_PARAMETER, name + " is needed, " + range(parameter)));
            }
            return;
        }
        Object value = values.get(name);
        if (!(value instanceof Integer || value instanceof Long || value instanceof BigInteger)) {
            faults.add(new ParameterFault(
                    name, Code.WRONG_TYPE, "%s '%s' is no whole number, %s".formatted(name, value, range(parameter))));
        } else if (outOfRange(new BigInteger(value.toString()), parameter)) {
            faults.add(new ParameterFault(
                    name, Code.OUT_OF_RANGE, "%s %s is not %s".formatted(name, value, range(parameter))));
        }
    }

    private static boolean outOfRange(BigInteger value, Parameter parameter) {
        return value.compareTo(BigInteger.valueOf(parameter.min())) < 0
                || value.compareTo(BigInteger.valueOf(parameter.max())) > 0;
    }

    private static String range(Parameter parameter) {
        return parameter.min() + " to " + parameter.max();
    }
}

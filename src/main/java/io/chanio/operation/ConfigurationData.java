package io.chanio.operation;

import io.chanio.css.Octets;
import java.util.List;
import java.util.Optional;

/**
 * What READ CONFIGURATION DATA says: the nodes from the device up to its control unit, each an element of 32 bytes.
 *
 * @param raw all bytes
 * @param elements those in use, in their order
 */
public record ConfigurationData(Octets raw, List<Element> elements) {

    public ConfigurationData {
        elements = List.copyOf(elements);
    }

    /**
     * One element.
     *
     * @param offset in {@code raw}
     * @param node whom a descriptor describes; empty for qualifiers
     */
    public record Element(Kind kind, int offset, Octets raw, Optional<Node> node) {}

    public enum Kind {
        NODE_ELEMENT_DESCRIPTOR,
        SPECIFIC_NODE_ELEMENT_QUALIFIER,
        GENERAL_NODE_ELEMENT_QUALIFIER
    }

    /** The node of a descriptor, as its maker writes it. */
    public record Node(String type, String model, String manufacturer, String plant, String sequenceNumber) {}
}

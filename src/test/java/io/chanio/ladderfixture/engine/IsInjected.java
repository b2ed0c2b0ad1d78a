package io.chanio.ladderfixture.engine;

import jakarta.inject.Inject;

/** Offends: a framework below the web. */
class IsInjected {
    @Inject
    IsInjected() {}
}

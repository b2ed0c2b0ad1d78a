package io.chanio.ladderfixture.api;

import io.chanio.ladderfixture.engine.Job;
import io.chanio.ladderfixture.engine.Lane;
import io.chanio.ladderfixture.operation.Identity;
import io.chanio.ladderfixture.operation.Reads;
import jakarta.ws.rs.core.Response;

/** Offends twice: a resource may see jobs and results, and frameworks, but neither lanes nor recipes. */
record DrivesALane(Job job, Lane lane, Identity identity, Reads recipe, Response response) {}

package io.chanio.api.request;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * The closed list of problems that the HTTP interface answers with. Each has a page under {@code /problems/}; the status
 * says who must act.
 *
 * @see "RFC 9457 Problem Details for HTTP APIs"
 */
public enum ProblemType {
    MALFORMED_JSON(
            400,
            "The body is not JSON",
            "The request body could not be read as JSON, or there was none.",
            Actor.CALLER),
    INVALID_REQUEST(
            400,
            "The request is not as documented",
            "A member of the body is unknown, missing, of the wrong type or out of its range, and `faults` names each; "
                    + "or the request itself is malformed, and `detail` says how.",
            Actor.CALLER),
    INVALID_PROGRAM(
            400,
            "The channel program is at fault",
            "The channel program can't be run as it stands; `faults` names each fault with the index of its CCW.",
            Actor.CALLER),
    INVALID_PARAMETER(
            400,
            "A parameter is at fault",
            "A path or query parameter has not the documented form or range.",
            Actor.CALLER),
    INVALID_CURSOR(
            400,
            "The cursor can't be used",
            "A cursor comes from `next` of an earlier page and goes with that page's filters only. Start over without one.",
            Actor.CALLER),
    DENIED_BY_POLICY(
            403, "Not permitted", "The policy of this chanio does not let this caller do that.", Actor.OPERATOR),
    NOT_FOUND(404, "Nothing has this path", "No resource of the interface has this path.", Actor.CALLER),
    UNKNOWN_SUBCHANNEL(
            404,
            "No such subchannel",
            "chanio drives no subchannel of this number. Paths take subchannel numbers, not device numbers.",
            Actor.CALLER),
    UNKNOWN_JOB(
            404,
            "No such job",
            "There is no record of this job: it never was, or its record was given up for age or space.",
            Actor.CALLER),
    UNKNOWN_OPERATION(404, "No such operation", "The catalogue has no operation of this name.", Actor.CALLER),
    UNKNOWN_DATA(
            404,
            "No such data",
            "The job has not ended, or this CCW of its program is not one that reads.",
            Actor.CALLER),
    METHOD_NOT_ALLOWED(
            405, "The method is not allowed here", "The `Allow` header names the methods of this path.", Actor.CALLER),
    NOT_ACCEPTABLE(
            406,
            "No acceptable form",
            "The interface has no form of this answer that the `Accept` header allows.",
            Actor.CALLER),
    SUBCHANNEL_NOT_OPERATIONAL(
            409,
            "The subchannel is not operational",
            "The subchannel or its device can't be used; `stateReason` says why.",
            Actor.OPERATOR),
    SUBCHANNEL_QUARANTINED(
            409,
            "The subchannel is in quarantine",
            "A program on it could not be ended, so nothing is started until an operator releases it.",
            Actor.OPERATOR),
    SUBCHANNEL_ALLOCATED(
            409,
            "The subchannel is given to another",
            "Another user of this machine drives the subchannel.",
            Actor.CALLER),
    OPERATION_NOT_APPLICABLE(
            409,
            "The operation is not for this device",
            "The device is of a class that the operation is not made for; see `GET /api/v1/operations`.",
            Actor.CALLER),
    BATCH_REFUSED(
            409,
            "The batch is refused",
            "Not every item of the batch can be accepted, so none was; `refusals` says which can't, and why.",
            Actor.CALLER),
    NOT_STEPPED_SINGLY(
            409,
            "The subchannel is not stepped singly",
            "The simulated subchannel takes its turns by itself; `PUT` its `single-step` first.",
            Actor.CALLER),
    JOB_OF_ANOTHER_NODE(
            409,
            "The job is another node's",
            "Another of the chanio nodes that share the record drives the job's subchannel; `node` names it, and it alone "
                    + "can end the job.",
            Actor.CALLER),
    JOB_ENDED(409, "The job has ended", "A job that ended can't be cancelled.", Actor.CALLER),
    RESULT_EXPIRED(
            410,
            "The result is gone",
            "The job's data were given up for age or space; its record still says how it ended.",
            Actor.CALLER),
    BODY_TOO_LARGE(413, "The body is too large", "The request body is over the limit.", Actor.CALLER),
    PROGRAM_TOO_LARGE(
            413,
            "The program is too large",
            "The program's CCWs and buffers do not fit the memory that the subchannel's channel can reach.",
            Actor.CALLER),
    UNSUPPORTED_MEDIA_TYPE(
            415, "The media type is not supported", "Request bodies are `application/json`.", Actor.CALLER),
    IDEMPOTENCY_KEY_REUSED(
            422, "The idempotency key was used before", "The same key came with another body.", Actor.CALLER),
    QUEUE_FULL(
            429,
            "The queue is full",
            "As many jobs as may wait already wait for this subchannel. Try later.",
            Actor.LATER),
    HISTORY_FULL(
            429,
            "The record of jobs is full",
            "Every record is of a job that still runs or whose client may still ask for it. Try later.",
            Actor.LATER),
    TOO_MANY_STREAMS(
            429,
            "Too many event streams",
            "As many clients as may follow events already do. Try later, or follow fewer.",
            Actor.LATER),
    INTERNAL_ERROR(500, "chanio failed", "A mistake in chanio itself. Its log has the cause.", Actor.CHANIO),
    NOT_OFFERED(
            501,
            "Not offered by the driver",
            "The kernel's driver does not offer this for the subchannel.",
            Actor.OPERATOR),
    DRAINING(503, "chanio is stopping", "No new jobs are accepted. Ask another instance, or later.", Actor.LATER),
    LEDGER_UNAVAILABLE(
            503,
            "The record of jobs is not available",
            "Jobs can't be recorded now, or those of other chanio nodes can't be read. Try later.",
            Actor.LATER);

    private static final String PAGES = "/problems/";

    /** Who must act before the request can do better. */
    public enum Actor {
        CALLER("The caller: the same request will be refused again."),
        LATER("Nobody: the caller may send the same request again later."),
        OPERATOR("The operator of chanio or of the machine."),
        CHANIO("The makers of chanio.");

        private final String sentence;

        Actor(String sentence) {
            this.sentence = sentence;
        }

        public String sentence() {
            return sentence;
        }
    }

    private final int status;
    private final String title;
    private final String meaning;
    private final Actor actor;

    ProblemType(int status, String title, String meaning, Actor actor) {
        this.status = status;
        this.title = title;
        this.meaning = meaning;
        this.actor = actor;
    }

    /** The type behind a page's name, as {@code queue-full}. */
    public static Optional<ProblemType> named(String name) {
        return Arrays.stream(values())
                .filter(type -> type.pageName().equals(name))
                .findFirst();
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    public String meaning() {
        return meaning;
    }

    public Actor actor() {
        return actor;
    }

    public String pageName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The `type` member: a reference to the page. */
    public String uri() {
        return PAGES + pageName();
    }
}

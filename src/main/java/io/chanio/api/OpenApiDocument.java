package io.chanio.api;

import io.chanio.api.request.Fault;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the OpenAPI document says of the whole, and the schemas that no operation names. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "chanio",
                        version = "1",
                        description =
                                "Drives IBM Z channel devices: runs channel programs and operations on subchannels as "
                                        + "jobs. A job that failed on the device is data, not an HTTP error. Clients must accept "
                                        + "members and enumeration values that they do not know.",
                        license = @License(name = "Apache-2.0", identifier = "Apache-2.0")),
        components =
                @Components(
                        schemas = {
                            @Schema(name = "Fault", implementation = Fault.class),
                            @Schema(
                                    name = "InterruptionEvent",
                                    implementation = EventDocuments.InterruptionDocument.class),
                            @Schema(
                                    name = "ChannelReportEvent",
                                    implementation = EventDocuments.ChannelReportDocument.class),
                            @Schema(name = "SenseIdResult", implementation = ResultDocuments.IdentityResult.class),
                            @Schema(
                                    name = "DeviceCharacteristicsResult",
                                    implementation = ResultDocuments.CharacteristicsResult.class),
                            @Schema(
                                    name = "ConfigurationDataResult",
                                    implementation = ResultDocuments.ConfigurationResult.class),
                            @Schema(name = "TrackResult", implementation = ResultDocuments.TrackResult.class),
                            @Schema(
                                    name = "VolumeLabelResult",
                                    implementation = io.chanio.operation.dasd.VolumeLabel.class),
                            @Schema(name = "VtocResult", implementation = io.chanio.operation.dasd.Vtoc.class),
                            @Schema(name = "PathTestsResult", implementation = PathResults.TestsResult.class),
                            @Schema(name = "PathGroupResult", implementation = PathResults.GroupResult.class),
                            @Schema(name = "ReservationResult", implementation = PathResults.ReservationResult.class)
                        }))
public class OpenApiDocument extends Application {}

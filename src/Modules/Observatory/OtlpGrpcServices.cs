using AstronomyShop.Contracts.Otlp;
using Grpc.Core;

namespace AstronomyShop.Modules.Observatory;

/// <summary>Receives spans over OTLP/gRPC.</summary>
internal sealed class TraceGrpcService(TelemetryIngest ingest) : TraceService.TraceServiceBase
{
    public override Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context) => Task.FromResult(ingest.Accept(request));
}

/// <summary>Receives metrics over OTLP/gRPC.</summary>
internal sealed class MetricsGrpcService(TelemetryIngest ingest) : MetricsService.MetricsServiceBase
{
    public override Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context) => Task.FromResult(ingest.Accept(request));
}

/// <summary>Receives log records over OTLP/gRPC.</summary>
internal sealed class LogsGrpcService(TelemetryIngest ingest) : LogsService.LogsServiceBase
{
    public override Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context) => Task.FromResult(ingest.Accept(request));
}

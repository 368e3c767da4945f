using AstronomyShop.Contracts.Otlp;
using Grpc.Core;

namespace AstronomyShop.Modules.Observatory;

/// <summary>Receives spans over OTLP/gRPC.</summary>
internal sealed class TraceGrpcService(TelemetryIngest ingest) : TraceService.TraceServiceBase
{
    public override async Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
    {
        await ingest.ExportAsync(request, context.CancellationToken);
        return new ExportTraceServiceResponse();
    }
}

/// <summary>Receives metrics over OTLP/gRPC.</summary>
internal sealed class MetricsGrpcService(TelemetryIngest ingest) : MetricsService.MetricsServiceBase
{
    public override async Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
    {
        await ingest.ExportAsync(request, context.CancellationToken);
        return new ExportMetricsServiceResponse();
    }
}

/// <summary>Receives log records over OTLP/gRPC.</summary>
internal sealed class LogsGrpcService(TelemetryIngest ingest) : LogsService.LogsServiceBase
{
    public override async Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
    {
        await ingest.ExportAsync(request, context.CancellationToken);
        return new ExportLogsServiceResponse();
    }
}

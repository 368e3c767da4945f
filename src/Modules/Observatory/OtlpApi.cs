using AstronomyShop.Contracts.Otlp;
using Grpc.Core;

namespace AstronomyShop.Modules.Observatory;

/// <summary>Spans over OTLP/gRPC.</summary>
internal sealed class TraceApi(Intake intake) : TraceService.TraceServiceBase
{
    public override async Task<ExportTraceServiceResponse> Export(ExportTraceServiceRequest request, ServerCallContext context)
    {
        await intake.Take(request, context.CancellationToken);
        return new ExportTraceServiceResponse();
    }
}

/// <summary>Measurements over OTLP/gRPC.</summary>
internal sealed class MetricsApi(Intake intake) : MetricsService.MetricsServiceBase
{
    public override async Task<ExportMetricsServiceResponse> Export(ExportMetricsServiceRequest request, ServerCallContext context)
    {
        await intake.Take(request, context.CancellationToken);
        return new ExportMetricsServiceResponse();
    }
}

/// <summary>Log lines over OTLP/gRPC.</summary>
internal sealed class LogsApi(Intake intake) : LogsService.LogsServiceBase
{
    public override async Task<ExportLogsServiceResponse> Export(ExportLogsServiceRequest request, ServerCallContext context)
    {
        await intake.Take(request, context.CancellationToken);
        return new ExportLogsServiceResponse();
    }
}

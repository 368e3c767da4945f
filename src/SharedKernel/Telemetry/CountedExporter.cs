using OpenTelemetry;

namespace AstronomyShop.SharedKernel.Telemetry;

/// <summary>Counts what an exporter of the SDK delivered and what it dropped, which the SDK does not count, and reports failures.</summary>
internal sealed class CountedExporter<T>(BaseExporter<T> exporter, ExportCounts counts, Action reportLoss) : BaseExporter<T>
    where T : class
{
    public override ExportResult Export(in Batch<T> batch)
    {
        var (count, result) = (batch.Count, exporter.Export(in batch));
        counts.Add(count, result == ExportResult.Success);
        if (result != ExportResult.Success)
        {
            reportLoss();
        }

        return result;
    }

    protected override bool OnShutdown(int timeoutMilliseconds) => exporter.Shutdown(timeoutMilliseconds);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            exporter.Dispose();
        }

        base.Dispose(disposing);
    }
}

/// <summary>
/// Exports nothing. An exporter takes its resource from the provider of the processor that was given it, and <see cref="CountedExporter{T}"/>
/// cannot pass that on.
/// </summary>
internal sealed class ResourceProcessor<T>(BaseExporter<T> exporter) : BaseExportProcessor<T>(exporter)
    where T : class
{
    protected override void OnExport(T data)
    {
        // The batch processor exports.
    }
}

/// <summary>How many items of a signal were exported and how many were dropped after failed attempts.</summary>
internal sealed class ExportCounts
{
    private long exported;
    private long dropped;

    public long Exported => Interlocked.Read(ref exported);

    public long Dropped => Interlocked.Read(ref dropped);

    public void Add(long count, bool isExported) => Interlocked.Add(ref isExported ? ref exported : ref dropped, count);
}

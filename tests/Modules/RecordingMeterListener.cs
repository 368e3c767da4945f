using System.Collections.Concurrent;
using System.Diagnostics.Metrics;

namespace AstronomyShop.Tests.Modules;

/// <summary>Records the measurements of one counter of one module, including those of other shops in this process.</summary>
internal sealed class RecordingMeterListener : IDisposable
{
    private readonly MeterListener listener;

    public RecordingMeterListener(string module, string counter)
    {
        listener = new MeterListener
        {
            InstrumentPublished = (instrument, self) =>
            {
                if (instrument.Meter.Name == $"AstronomyShop.{module}" && instrument.Name == counter)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<long>((_, amount, tags, _) =>
        {
            var text = string.Join(' ', tags.ToArray().Select(tag => $"{tag.Key}={tag.Value}"));
            foreach (var one in Enumerable.Repeat(text, (int)amount))
            {
                Measurements.Enqueue(one);
            }
        });
        listener.Start();
    }

    /// <summary>The attributes of each measurement. A measurement of n has n entries.</summary>
    public ConcurrentQueue<string> Measurements { get; } = new();

    public void Dispose() => listener.Dispose();
}

namespace AstronomyShop.SharedKernel.Messaging;

/// <summary>How events are consumed.</summary>
/// <param name="LinksEvents">
/// When true, a consumer starts a new trace that links to the publisher's trace, instead of continuing it: <c>Telemetry:EventContext</c>.
/// </param>
public sealed record MessagingOptions(bool LinksEvents);

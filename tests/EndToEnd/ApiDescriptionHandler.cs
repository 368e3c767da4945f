namespace AstronomyShop.Tests.EndToEnd;

/// <summary>Fails a test whose request to the API gets a response that the OpenAPI document does not describe.</summary>
internal sealed class ApiDescriptionHandler : DelegatingHandler
{
    private ApiDescriptionHandler()
        : base(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false })
    {
    }

    /// <summary>A client of the shop at an address.</summary>
    public static HttpClient CreateClient(Uri shop) => new(new ApiDescriptionHandler()) { BaseAddress = shop };

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var response = await base.SendAsync(request, cancellationToken);
        var path = request.RequestUri!.AbsolutePath;
        if (path.StartsWith("/api/", StringComparison.Ordinal) && request.Method != HttpMethod.Head)
        {
            var sent = request.Content is { } content ? await content.ReadAsStringAsync(cancellationToken) : null;
            await response.Content.LoadIntoBufferAsync(cancellationToken);
            var body = await response.Content.ReadAsStringAsync(cancellationToken);
            var difference = ApiDescription.Current.FindDifference(request.Method.Method, path, sent, (int)response.StatusCode, response.Content.Headers.ContentType?.MediaType, body);
            difference.Should().BeNull($"docs/openapi.json describes {request.Method} {path}, whose response is {body}");
        }

        return response;
    }
}

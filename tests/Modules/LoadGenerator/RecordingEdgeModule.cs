using System.Collections.Concurrent;
using System.Net;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;

namespace AstronomyShop.Tests.Modules.LoadGenerator;

/// <summary>An edge that records each request, without a shop behind it.</summary>
internal sealed class RecordingEdgeModule : IModule
{
    public ModuleDescriptor Descriptor { get; } = new("Edge", "frontend-proxy") { ServesHttp = true, IsPublic = true };

    public ConcurrentQueue<RecordedRequest> Requests { get; } = new();

    public HttpStatusCode Answer { get; set; } = HttpStatusCode.OK;

    public void Add(ModuleBuilder module) => module.UseHttpStep(app => app.Run(async context =>
    {
        using var body = new StreamReader(context.Request.Body);
        var headers = context.Request.Headers;
        Requests.Enqueue(new RecordedRequest(
            context.Request.Method, context.Request.Path + context.Request.QueryString, headers["baggage"].ToString(), headers["traceparent"].ToString(), await body.ReadToEndAsync()));
        context.Response.StatusCode = (int)Answer;
    }));
}

internal sealed record RecordedRequest(string Method, string Target, string Baggage, string TraceParent, string Body);

using System.Diagnostics;
using System.Security.Cryptography;
using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Scalar.AspNetCore;

namespace AstronomyShop.Modules.Storefront.OpenApi;

/// <summary>
/// The OpenAPI document of the API and a page to try it, in development only. Both are made by a separate pipeline with a separate container,
/// which the first request builds: the libraries that describe the API are not loaded before, and never in production.
/// </summary>
internal sealed class ApiDocumentationEndpoints(EndpointDataSource api, IWebHostEnvironment environment, DiagnosticListener diagnostics) : IEndpoints
{
    private const string PagePath = "/api/docs";
    private const string DocumentPath = "/api/docs/{documentName}.json";

    public void Map(IEndpointRouteBuilder routes)
    {
        if (!environment.IsDevelopment())
        {
            return;
        }

        var pipeline = new Lazy<RequestDelegate>(Build);
        routes.MapMethods($"{PagePath}/{{**path}}", [HttpMethods.Get, HttpMethods.Head], context => pipeline.Value(context));
    }

    private RequestDelegate Build()
    {
        var services = new ServiceCollection();
        services.AddLogging().AddRouting();
        services.AddSingleton<IHostEnvironment>(environment);
        services.AddSingleton(environment);
        services.AddSingleton(diagnostics);
        services.AddApiDescription();

        // The document describes the endpoints of the API, and not those below.
        services.AddSingleton(api);
        var container = services.BuildServiceProvider();
        var app = new ApplicationBuilder(container);
        app.UseRouting();
        app.UseEndpoints(routes =>
        {
            var all = routes.WithHead();
            all.MapOpenApi(DocumentPath);
            all.MapScalarApiReference(PagePath, Configure);
        });
        var answer = app.Build();
        return context => InvokeAsync(context, container, answer);
    }

    // The page takes everything from this origin: its script is part of the package, and its services of other origins are off.
    private static void Configure(ScalarOptions page, HttpContext context)
    {
        var nonce = Convert.ToHexString(RandomNumberGenerator.GetBytes(16));
        page.WithTitle("Astronomy Shop API").AddDocument(ApiDescription.DocumentName, routePattern: DocumentPath).WithNonce(nonce);
        page.DisableDefaultFonts().DisableTelemetry().DisableAgent().DisableMcp();
        page.HideClientButton().HideDeveloperTools();

        // Its libraries add style elements and attributes without the nonce.
        context.Response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; "
            + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
    }

    // A request belongs to the module again afterwards: its span has the route of the module.
    private static async Task InvokeAsync(HttpContext context, ServiceProvider container, RequestDelegate answer)
    {
        var (module, endpoint) = (context.RequestServices, context.GetEndpoint());
        await using var scope = container.CreateAsyncScope();
        try
        {
            context.RequestServices = scope.ServiceProvider;
            context.SetEndpoint(null);
            await answer(context);
        }
        finally
        {
            context.RequestServices = module;
            context.SetEndpoint(endpoint);
        }
    }
}

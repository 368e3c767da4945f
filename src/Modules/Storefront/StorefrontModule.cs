using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Content;
using AstronomyShop.Modules.Storefront.Responses;
using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Errors;
using AstronomyShop.Modules.Storefront.OpenApi;
using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.PageEndpoints;
using AstronomyShop.Modules.Storefront.Sessions;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Storefront;

/// <summary>Serves the shop to shoppers and API clients: the pages, and the HTTP API below <c>/api</c>.</summary>
public sealed class StorefrontModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Storefront", "frontend")
    {
        Calls =
        [
            AdService.Descriptor,
            CartService.Descriptor,
            CheckoutService.Descriptor,
            CurrencyService.Descriptor,
            ProductCatalogService.Descriptor,
            RecommendationService.Descriptor,
            ShippingService.Descriptor,
        ],
        ServesHttp = true,
        Criticality = "critical",
        AddressVariables = ["FRONTEND_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddOptions<StorefrontOptions>();
        module.Services.ConfigureHttpJsonOptions(json => StorefrontJson.Configure(json.SerializerOptions));
        module.Services.AddSingleton<Prices>();
        module.Services.AddSingleton<ProductReader>();
        module.Services.AddSingleton<AdReader>();
        module.Services.AddSingleton<OptionalContent>();
        module.Services.AddSingleton<PageAds>();
        module.Services.AddSingleton<OrderSubmission>();
        module.Services.AddSingleton<CartReader>();
        module.Services.AddSingleton<PageContextFactory>();
        module.Services.AddSingleton<FooterModel>();
        module.Services.AddSingleton<IStartupMessage>(new BrowserTelemetryStartupMessage(Assets.HasTelemetryScript));
        module.Services.AddProblemDetails(problems => problems.CustomizeProblemDetails = written => written.ProblemDetails.Extensions.Remove("traceId"));
        module.Services.AddSingleton<StorefrontExceptionHandler>();
        module.Services.AddSingleton<IExceptionHandler>(own => own.GetRequiredService<StorefrontExceptionHandler>());
        module.UseHttpStep(app => app.UseExceptionHandler().UseStatusCodePages(app.ApplicationServices.GetRequiredService<StorefrontExceptionHandler>().WriteBodyAsync));
        Serve<CatalogPages>(module);
        Serve<CartPages>(module);
        Serve<OrderPages>(module);
        Serve<SessionEndpoints>(module);
        Serve<AssetEndpoints>(module);
        Serve<ProductEndpoints>(module);
        Serve<CartEndpoints>(module);
        Serve<OrderEndpoints>(module);
        Serve<CurrencyEndpoints>(module);
        Serve<AdEndpoints>(module);
        Serve<RecommendationEndpoints>(module);
        Serve<ShippingEndpoints>(module);
        Serve<ApiDocumentationEndpoints>(module);
    }

    private static void Serve<TEndpoints>(ModuleBuilder module)
        where TEndpoints : class, IEndpoints
    {
        module.Services.AddSingleton<TEndpoints>();
        module.MapEndpoints(routes => routes.ServiceProvider.GetRequiredService<TEndpoints>().Map(routes));
    }
}

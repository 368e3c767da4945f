using AstronomyShop.Contracts;
using AstronomyShop.Modules.Storefront.Answers;
using AstronomyShop.Modules.Storefront.Api;
using AstronomyShop.Modules.Storefront.Errors;
using AstronomyShop.Modules.Storefront.Pages;
using AstronomyShop.Modules.Storefront.Shopping;
using AstronomyShop.Modules.Storefront.Visits;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Storefront;

/// <summary>Shows the shop to shoppers and to programs: the pages, and the HTTP API below <c>/api</c>.</summary>
public sealed class StorefrontModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Storefront", "frontend")
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
        module.Services.ConfigureHttpJsonOptions(json => StorefrontJson.Configure(json.SerializerOptions));
        module.Services.AddSingleton<Prices>();
        module.Services.AddSingleton<Shelf>();
        module.Services.AddSingleton<Offers>();
        module.Services.AddSingleton<OrderDesk>();
        module.Services.AddSingleton<Baskets>();
        module.Services.AddSingleton<VisitorsBook>();
        module.Services.AddSingleton<Footing>();
        module.Services.AddSingleton<IStartNote>(new VisitNote(Assets.TellOfVisits));
        module.Options<StorefrontOptions>();
        module.HttpStep(app => app.UseMiddleware<ErrorAnswers>());

        Serve<WindowPages>(module);
        Serve<CartPages>(module);
        Serve<OrderPages>(module);
        Serve<SessionForms>(module);
        Serve<AssetRoutes>(module);
        Serve<ProductEndpoints>(module);
        Serve<CartEndpoints>(module);
        Serve<OrderEndpoints>(module);
        Serve<CurrencyEndpoints>(module);
        Serve<AdEndpoints>(module);
        Serve<RecommendationEndpoints>(module);
        Serve<ShippingEndpoints>(module);
    }

    private static void Serve<TEndpoints>(ModuleBuilder module)
        where TEndpoints : class, IEndpoints
    {
        module.Services.AddSingleton<TEndpoints>();
        module.Http(routes => routes.ServiceProvider.GetRequiredService<TEndpoints>().Map(routes));
    }
}

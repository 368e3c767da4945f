using AstronomyShop.SharedKernel.Rpc;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Persistence;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Modularity;

/// <summary>A module that runs in this process: its container, its handlers, its HTTP pipeline.</summary>
internal sealed class RunningModule : IAsyncDisposable
{
    private readonly ModuleBuilder builder;
    private readonly Lazy<CallFilters> filters;
    private readonly Lazy<InProcessMethodTable> methods;
    private readonly Lazy<RequestDelegate> http;

    public RunningModule(ModuleBuilder builder, ServiceProvider services, ModuleTelemetry telemetry)
    {
        this.builder = builder;
        Services = services;
        Telemetry = telemetry;
        filters = new Lazy<CallFilters>(() => new CallFilters(services.GetServices<ICallFilter>()));
        methods = new Lazy<InProcessMethodTable>(BindMethods);
        http = new Lazy<RequestDelegate>(() => ModulePipeline.Build(this, builder.Pipeline, builder.Endpoints));
    }

    public ModuleDescriptor Descriptor => builder.Descriptor;

    public ServiceProvider Services { get; }

    public ModuleTelemetry Telemetry { get; }

    /// <summary>
    /// When true, the module starts a new trace for an event and links it to the publisher's trace, instead of continuing that trace.
    /// </summary>
    public bool LinksEvents => builder.LinksEvents;

    public CallFilters Filters => filters.Value;

    public InProcessMethodTable Methods => methods.Value;

    public RequestDelegate Http => http.Value;

    public IReadOnlyList<ConsumerBinding> Consumers => builder.Consumers;

    public IReadOnlyList<ModuleDatabase> Databases => builder.Databases;

    public IReadOnlyList<GrpcServiceBinding> GrpcServices => builder.GrpcServices;

    public IReadOnlyList<ModulePort> Ports => builder.Ports;

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        Telemetry.Dispose();
    }

    private InProcessMethodTable BindMethods()
    {
        var bound = new InProcessMethodTable(Filters);
        foreach (var api in builder.GrpcServices)
        {
            api.Bind(bound, Services);
        }

        return bound;
    }
}

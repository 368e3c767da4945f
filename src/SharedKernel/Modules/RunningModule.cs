using AstronomyShop.SharedKernel.Calls;
using AstronomyShop.SharedKernel.Storage;
using AstronomyShop.SharedKernel.Telemetry;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>A module that runs in this process: its container, its handlers, its HTTP pipeline.</summary>
internal sealed class RunningModule : IAsyncDisposable
{
    private readonly ModuleBuilder parts;
    private readonly Lazy<CallFilters> filters;
    private readonly Lazy<InProcessMethodTable> methods;
    private readonly Lazy<RequestDelegate> http;

    public RunningModule(ModuleBuilder parts, ServiceProvider services, ModuleTelemetry telemetry)
    {
        this.parts = parts;
        Services = services;
        Telemetry = telemetry;
        filters = new Lazy<CallFilters>(() => new CallFilters(services.GetServices<ICallFilter>()));
        methods = new Lazy<InProcessMethodTable>(BindMethods);
        http = new Lazy<RequestDelegate>(() => ModulePipeline.Build(this, parts.Pipeline, parts.Endpoints));
    }

    public ModuleDescriptor Descriptor => parts.Descriptor;

    public ServiceProvider Services { get; }

    public ModuleTelemetry Telemetry { get; }

    /// <summary>It begins a trace of its own for an event, instead of continuing the event's.</summary>
    public bool LinksEvents => parts.LinksEvents;

    public CallFilters Filters => filters.Value;

    public InProcessMethodTable Methods => methods.Value;

    public RequestDelegate Http => http.Value;

    public IReadOnlyList<ModuleDatabase> Databases => parts.Databases;

    public IReadOnlyList<GrpcServiceBinding> GrpcServices => parts.GrpcServices;

    public IReadOnlyList<ModulePort> Ports => parts.Ports;

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        Telemetry.Dispose();
    }

    private InProcessMethodTable BindMethods()
    {
        var bound = new InProcessMethodTable(Filters);
        foreach (var api in parts.GrpcServices)
        {
            api.Bind(bound, Services);
        }

        return bound;
    }
}

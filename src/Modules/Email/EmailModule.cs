using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Hosting;
using AstronomyShop.SharedKernel.Modularity;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Email;

/// <summary>Sends the confirmation of an order to its shopper, once.</summary>
public sealed class EmailModule : IModule
{
    /// <inheritdoc/>
    public ModuleDescriptor Descriptor { get; } = new("Email", "email")
    {
        Serves = [EmailService.Descriptor],
        LogAttributes = new Dictionary<string, string> { ["OrderId"] = EmailTelemetry.OrderId },
        Criticality = "medium",
        AddressVariables = ["EMAIL_ADDR"],
        HasAuditSource = true,
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.AddDatabase<EmailDbContext>();
        module.Services.AddSingleton<SentEmailRepository>();
        module.AddGrpcService<EmailGrpcService>(EmailService.BindService);
        module.AddCallFilter<EmailMemoryLeakFilter>();
        module.AddAuditSource<EmailAuditSource>();
    }
}

using AstronomyShop.Contracts;
using AstronomyShop.SharedKernel.Modules;
using Microsoft.Extensions.DependencyInjection;

namespace AstronomyShop.Modules.Email;

/// <summary>Writes the confirmation of an order to its shopper, once.</summary>
public sealed class EmailModule : IModule
{
    /// <inheritdoc/>
    public ModuleFace Face { get; } = new("Email", "email")
    {
        Serves = [EmailService.Descriptor],
        Criticality = "medium",
        AddressVariables = ["EMAIL_ADDR"],
    };

    /// <inheritdoc/>
    public void Add(ModuleBuilder module)
    {
        ArgumentNullException.ThrowIfNull(module);
        module.Database<EmailDb>();
        module.Services.AddSingleton<Outgoing>();
        module.Filter<EmailMemoryLeak>();
        module.Serves<EmailApi>(EmailService.BindService);
        module.Audited<MailAccount>();
    }
}

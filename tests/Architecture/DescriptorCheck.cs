using System.Reflection;
using AstronomyShop.SharedKernel.Audit;
using AstronomyShop.SharedKernel.Messaging;
using AstronomyShop.SharedKernel.Modularity;
using AstronomyShop.SharedKernel.Web;
using Grpc.Core;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using ServiceDescriptor = Google.Protobuf.Reflection.ServiceDescriptor;

namespace AstronomyShop.Tests.Architecture;

/// <summary>The edges of a module as its descriptor declares them and as its code has them, in the same format.</summary>
internal static class DescriptorCheck
{
    public static IEnumerable<string> Declared(ModuleDescriptor descriptor) =>
    [
        .. descriptor.Serves.Select(service => $"serves {service.Name}"),
        .. descriptor.Calls.Select(service => $"calls {service.Name}"),
        .. descriptor.ForwardsTo.Select(module => $"forwards to {module}"),
        .. descriptor.CallsPublicPort ? ["calls the public port"] : (string[])[],
        .. descriptor.HasAuditSource ? ["has an audit source"] : (string[])[],
        .. descriptor.ReadsAuditSources ? ["reads audit sources"] : (string[])[],
        .. descriptor.Consumes.Select(type => $"consumes {type.Name}"),
        .. descriptor.Publishes.Take(1).Select(_ => "publishes"),
    ];

    public static IEnumerable<string> Found(FoundModule module)
    {
        var types = module.Assembly.GetTypes();
        var taken = types.SelectMany(type => type.GetConstructors(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .SelectMany(constructor => constructor.GetParameters())
            .ToList();
        return
        [
            .. types.SelectMany(Served).Distinct(),
            .. taken.Select(Called).OfType<string>().Distinct(),
            .. taken.SelectMany(ForwardedTo).Distinct(),
            .. taken.Where(parameter => parameter.ParameterType == typeof(ShopHttpClient)).Take(1).Select(_ => "calls the public port"),
            .. types.Where(type => type.IsAssignableTo(typeof(IAuditSource))).Take(1).Select(_ => "has an audit source"),
            .. taken.Where(parameter => parameter.ParameterType == typeof(AuditSnapshotReader)).Take(1).Select(_ => "reads audit sources"),
            .. types.SelectMany(Consumed).Distinct(),
            .. taken.Where(parameter => parameter.ParameterType == typeof(IEventDelivery)).Take(1).Select(_ => "publishes"),
        ];
    }

    /// <summary>The differences between the descriptor and the code.</summary>
    public static IEnumerable<string> Differences(FoundModule module)
    {
        var (declared, found) = (Declared(module.Descriptor), Found(module));
        return
        [
            .. declared.Except(found).Select(edge => $"the descriptor declares that it {edge}, the code does not"),
            .. found.Except(declared).Select(edge => $"the code {edge}, the descriptor does not declare it"),
        ];
    }

    // protoc nests client and base in a class named like the service: CartService.CartServiceClient, CartService.CartServiceBase.
    private static string? Called(ParameterInfo parameter) =>
        parameter.ParameterType.IsSubclassOf(typeof(ClientBase)) ? $"calls {ServiceOf(parameter.ParameterType).Name}" : null;

    private static IEnumerable<string> Served(Type type) =>
        type.BaseType?.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is null ? [] : [$"serves {ServiceOf(type.BaseType).Name}"];

    private static IEnumerable<string> ForwardedTo(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(IForwarder)
            ? parameter.GetCustomAttributes<FromKeyedServicesAttribute>().Select(attribute => $"forwards to {attribute.Key}")
            : [];

    private static IEnumerable<string> Consumed(Type type) =>
        type.GetInterfaces()
            .Where(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(IConsumer<>))
            .Select(candidate => $"consumes {candidate.GetGenericArguments()[0].Name}");

    private static ServiceDescriptor ServiceOf(Type generated) =>
        (ServiceDescriptor)generated.DeclaringType!.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)!.GetValue(null)!;
}

using System.Reflection;
using AstronomyShop.Contracts;
using Google.Protobuf.Reflection;

namespace AstronomyShop.Tests.Contracts;

/// <summary>The descriptors of the generated code, in the notation of <c>public-contract.txt</c>.</summary>
internal static class Descriptors
{
    private const string FlagdPackages = "flagd.";

    // Packages of contracts that the shop uses and that belong neither to the public shop nor to this one.
    private static readonly string[] OthersPackages = [FlagdPackages, "opentelemetry.proto."];

    public static IReadOnlyList<FileDescriptor> Files { get; } =
        [.. AllFiles().Where(file => !Array.Exists(OthersPackages, others => file.Package.StartsWith(others, StringComparison.Ordinal)))];

    public static IReadOnlyList<string> FlagdLines { get; } =
    [
        .. AllFiles().Where(file => file.Package.StartsWith(FlagdPackages, StringComparison.Ordinal)).SelectMany(file =>
            file.Services.SelectMany(service => service.Methods).Select(Line).Concat(file.MessageTypes.SelectMany(WithNested).Select(Line))),
    ];

    public static IReadOnlyList<string> Messages { get; } = [.. Files.SelectMany(MessagesOf)];

    public static IReadOnlyList<string> Rpcs { get; } = [.. Files.SelectMany(RpcsOf)];

    public static IReadOnlyList<string> Enums { get; } =
    [
        .. Files.SelectMany(file => file.EnumTypes).Select(type => type.FullName),
        .. Files.SelectMany(file => file.MessageTypes).SelectMany(WithNested).SelectMany(message => message.EnumTypes).Select(type => type.FullName),
    ];

    public static IEnumerable<string> MessagesOf(FileDescriptor file) => file.MessageTypes.SelectMany(WithNested).Select(Line);

    public static IEnumerable<string> RpcsOf(FileDescriptor file) => file.Services.SelectMany(service => service.Methods).Select(Line);

    private static IEnumerable<FileDescriptor> AllFiles() =>
        typeof(Empty).Assembly.GetExportedTypes()
            .Select(type => type.GetProperty("Descriptor", BindingFlags.Public | BindingFlags.Static)?.GetValue(null))
            .OfType<FileDescriptor>()
            .OrderBy(file => file.Name, StringComparer.Ordinal);

    // The entry type that protoc generates for a map field is not a separate message.
    private static IEnumerable<MessageDescriptor> WithNested(MessageDescriptor message) =>
        message.IsMapEntry ? [] : [message, .. message.NestedTypes.SelectMany(WithNested)];

    private static string Line(MessageDescriptor message) =>
        $"message {NameOf(message)}: {string.Join(", ", message.Fields.InFieldNumberOrder().Select(Field))}".TrimEnd();

    private static string Line(MethodDescriptor rpc) =>
        $"rpc {rpc.Service.Name}.{rpc.Name}: {(rpc.IsClientStreaming ? "stream " : "")}{NameOf(rpc.InputType)}"
        + $" -> {(rpc.IsServerStreaming ? "stream " : "")}{NameOf(rpc.OutputType)}";

    private static string Field(FieldDescriptor field) => $"{field.Name}={field.FieldNumber}:{Label(field)}{TypeOf(field)}";

    private static string Label(FieldDescriptor field) =>
        field.IsMap ? ""
        : field.IsRepeated ? "repeated "
        : field.ContainingOneof is null ? ""
        : field.ContainingOneof.IsSynthetic ? "optional "
        : $"oneof {field.ContainingOneof.Name} ";

    private static string TypeOf(FieldDescriptor field) => field.FieldType switch
    {
        FieldType.Message when field.IsMap => $"map {string.Join(' ', field.MessageType.Fields.InFieldNumberOrder().Select(TypeOf))}",
        FieldType.Message or FieldType.Group => NameOf(field.MessageType),
        FieldType.Enum => field.EnumType.FullName,
        var scalar => scalar.ToString().ToLowerInvariant(),
    };

    private static string NameOf(MessageDescriptor message) =>
        message.FullName.StartsWith("oteldemo.", StringComparison.Ordinal) ? message.FullName["oteldemo.".Length..] : message.FullName;
}

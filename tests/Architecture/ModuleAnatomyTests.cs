using System.Collections.Frozen;
using System.Text.RegularExpressions;
using static AstronomyShop.Tests.Architecture.ModuleSet;

namespace AstronomyShop.Tests.Architecture;

/// <summary>All modules have the same structure, so that a reader who knows one module can read the others.</summary>
public sealed partial class ModuleAnatomyTests
{
    private const int MostFilesInOneFolder = 12;

    private const string Example = """
            public void Add(ModuleBuilder module)
            {
                ArgumentNullException.ThrowIfNull(module);
                module.Services.AddSingleton<Shelf>();
                module.AddDatabase<ShelfDbContext>();
                module.Services.AddHostedService(own => own.GetRequiredService<Shelf>());
                module.AddHealthCheck<ShelfHealthCheck>("shelf");
            }
        """;

    // Options, storage, services, gRPC, HTTP, events, faults, health, background, audit.
    private static readonly FrozenDictionary<string, int> Steps = new Dictionary<string, int>
    {
        ["AddOptions"] = 1,
        ["AddDatabase"] = 2,
        ["AddStore"] = 2,
        ["Services"] = 3,
        ["AddGrpcService"] = 4,
        ["UseGrpcStep"] = 4,
        ["UseAdmissionStep"] = 5,
        ["UseHttpStep"] = 5,
        ["MapEndpoints"] = 5,
        ["Serve"] = 5,
        ["AddPort"] = 5,
        ["AddConsumer"] = 6,
        ["AddCallFilter"] = 7,
        ["AddCallFault"] = 7,
        ["Decorate"] = 7,
        ["AddHealthCheck"] = 8,
        ["AddHostedService"] = 9,
        ["Services.AddHostedService"] = 9,
        ["AddAuditSource"] = 10,
    }.ToFrozenDictionary();

    // The consumer of an event has the name of the event in every module.
    private static readonly FrozenSet<string> Shared = ["OrderPlacedConsumer", "OrderPlacedConsumerDefinition"];

    [Theory, ClassData(typeof(ModuleNames))]
    public void The_parts_of_a_module_are_registered_in_one_order(string module) => OutOfOrder(SourceOf(module)).Should().BeEmpty();

    [Theory, ClassData(typeof(ModuleNames))]
    public void Many_files_are_in_folders_by_role(string module) =>
        Directory.EnumerateFiles(Path.Combine(Shop.Sources, module), "*.cs").Should().HaveCountLessThanOrEqualTo(MostFilesInOneFolder);

    // The class of a template has the path of its file as its name, with underscores.
    [Fact]
    public void A_name_is_used_in_one_module_only() =>
        Shop.All.SelectMany(module => module.WrittenTypes.Where(type => !type.IsNested).Select(type => (type.Name, Module: module.Name)))
            .Where(one => !Shared.Contains(one.Name) && !one.Name.Contains('_'))
            .GroupBy(one => one.Name, one => one.Module)
            .Where(name => name.Distinct().Skip(1).Any())
            .Select(name => $"{name.Key} in {string.Join(" and ", name.Distinct())}")
            .Should().BeEmpty();

    [Fact]
    public void A_step_out_of_order_is_reported() => OutOfOrder(Example).Should().Equal("AddDatabase after Services", "AddHealthCheck after Services.AddHostedService");

    private static string SourceOf(string module) => File.ReadAllText(Path.Combine(Shop.Sources, module, $"{module}Module.cs"));

    private static IEnumerable<string> OutOfOrder(string source)
    {
        var method = source[source.IndexOf("    public void Add(ModuleBuilder module)", StringComparison.Ordinal)..];
        var steps = Step().Matches(method[..method.IndexOf("\n    }", StringComparison.Ordinal)]).Select(step => step.Groups["name"].Value).ToList();
        steps.Should().NotBeEmpty().And.BeSubsetOf(Steps.Keys);
        return steps.Zip(steps.Skip(1)).Where(pair => Steps[pair.Second] < Steps[pair.First]).Select(pair => $"{pair.Second} after {pair.First}");
    }

    // A statement of the method; its continuation lines are indented further.
    [GeneratedRegex(@"^ {8}(module\.)?(?<name>Services\.AddHostedService|(?!ArgumentNullException)[A-Z]\w+)[.<(]", RegexOptions.Multiline)]
    private static partial Regex Step();
}

using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Testing.Platform.Builder;
using Microsoft.Testing.Platform.Extensions.Messages;
using Microsoft.Testing.Platform.Extensions.TestHost;
using Microsoft.Testing.Platform.Messages;
using Microsoft.Testing.Platform.Services;

namespace AstronomyShop.Tests.Testing;

/// <summary>
/// Lists at the end of <c>dotnet test</c> which real parts were missing and what installs them. For a passing test project, the command prints
/// only the paths of its artifacts, so the message is the name of a file.
/// </summary>
public sealed class MissingPartsReport : ITestSessionLifetimeHandler, IDataProducer
{
    private static readonly ConcurrentDictionary<Part, bool> Missing = new();

    private readonly IMessageBus messageBus;

    private MissingPartsReport(IServiceProvider services) => messageBus = services.GetMessageBus();

    /// <inheritdoc />
    public string Uid => nameof(MissingPartsReport);

    /// <inheritdoc />
    public string Version => "1.0.0";

    /// <inheritdoc />
    public string DisplayName => "Missing parts";

    /// <inheritdoc />
    public string Description => "Lists the real parts that skipped tests need.";

    /// <inheritdoc />
    public Type[] DataTypesProduced => [typeof(SessionFileArtifact)];

    /// <summary>Called by the entry point of every test project.</summary>
    public static void AddExtensions(ITestApplicationBuilder builder, string[] arguments)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.TestHost.AddTestSessionLifetimeHandler(services => new MissingPartsReport(services));
    }

    /// <inheritdoc />
    public Task<bool> IsEnabledAsync() => Task.FromResult(true);

    /// <inheritdoc />
    public Task OnTestSessionStartingAsync(ITestSessionContext testSessionContext) => Task.CompletedTask;

    /// <inheritdoc />
    public async Task OnTestSessionFinishingAsync(ITestSessionContext testSessionContext)
    {
        ArgumentNullException.ThrowIfNull(testSessionContext);
        foreach (var part in Missing.Keys.Order())
        {
            if (CreateNotice(part) is { } notice)
            {
                await messageBus.PublishAsync(this, new SessionFileArtifact(testSessionContext.SessionUid, notice, part.ToString()));
            }
        }
    }

    internal static void Add(Part part) => Missing[part] = true;

    private static FileInfo? CreateNotice(Part part)
    {
        var notice = new FileInfo(SourceTree.PathTo("artifacts", "missing-parts", RunId(), $"{part} is missing; {Remedy(part)}"));
        notice.Directory!.Create();
        try
        {
            using var created = notice.Open(FileMode.CreateNew);
            return notice;
        }
        catch (IOException) when (File.Exists(notice.FullName))
        {
            return null; // Another project of this run has created it.
        }
    }

    // The path of the artifact ends with this text. The slash in ".ci/install" separates a folder from a file name.
    private static string Remedy(Part part) => part switch
    {
        Part.Kubectl => "install kubectl 1.27 or later",
        Part.Mount => "run the tests as root",
        _ => "run .ci/install",
    };

    // All projects of one run have the same parent process.
    private static string RunId()
    {
        const string Stat = "/proc/self/stat";
        if (!File.Exists(Stat))
        {
            return Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        }

        var parentId = int.Parse(File.ReadAllText(Stat).Split(' ')[3], CultureInfo.InvariantCulture);
        using var parent = Process.GetProcessById(parentId);
        return string.Create(CultureInfo.InvariantCulture, $"{parent.StartTime:yyyyMMddHHmmss}-{parentId}");
    }
}

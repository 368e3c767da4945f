using System.CommandLine;
using System.CommandLine.Invocation;

namespace AstronomyShop.Host.Commands;

/// <summary>The commands of the program. Only this class uses the parser of command lines, which an ordinary start does not load.</summary>
internal static class ShopCommands
{
    private const int UsageError = 2;

    private static readonly ParserConfiguration Parsing = new() { ResponseFileTokenReplacer = null, EnablePosixBundling = false };

    /// <summary>Runs the command, or writes what is wrong with the command line.</summary>
    public static Task<int> RunAsync(ProgramArguments arguments)
    {
        var root = Create(arguments);
        return InvokeAsync(root, ReadCommand(root, arguments.Others), arguments);
    }

    /// <summary>Writes that a setting does not exist, with those that have a similar name.</summary>
    public static Task<int> RejectAsync(UnknownSettingException exception, ProgramArguments arguments)
    {
        var root = Create(arguments);
        foreach (var key in exception.Known)
        {
            root.Add(new Option<string>($"--{key}"));
        }

        return InvokeAsync(root, [$"--{exception.Key}"], arguments);
    }

    private static RootCommand Create(ProgramArguments arguments)
    {
        var root = new RootCommand("Without a command, the shop starts. Any setting can be given as an option: --Shop:Run=Cart,Payment --Shop:Ports:Web=9080.")
        {
            Command("split", "Run the shop with one process per module on this machine.", () => SplitCommand.RunAsync(arguments)),
            Command("migrate", "Migrate the databases to this version.", () => MigrateCommand.RunAsync(arguments)),
            Command("copy-data", "Copy the data of the SQLite files to the PostgreSQL server of ConnectionStrings:Postgres.", () => CopyDataCommand.RunAsync(arguments)),
            Command("health", "Exit with 0 if the shop on this machine is ready.", () => HealthCommand.RunAsync(arguments)),
            new Option<bool>(JsonLogging.Argument) { Description = "Write each console line as a JSON object.", Recursive = true },
        };

        // Without an action, a missing command would be an error beside each other one.
        root.SetAction(_ => { });
        return root;
    }

    private static Command Command(string name, string description, Func<Task<int>> run)
    {
        var command = new Command(name, description);
        command.SetAction((_, _) => run());
        return command;
    }

    // A command may also be given as an option, anywhere: --split.
    private static string[] ReadCommand(RootCommand root, string[] given) =>
        root.Subcommands.FirstOrDefault(command => given.Contains($"--{command.Name}")) is { } named
            ? [named.Name, .. given.Where(argument => argument != $"--{named.Name}")]
            : given;

    private static async Task<int> InvokeAsync(RootCommand root, string[] given, ProgramArguments arguments)
    {
        var parsed = root.Parse(given, Parsing);
        if (parsed.Errors.Count == 0)
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null });
        }

        if (parsed.Action is ParseErrorAction action)
        {
            action.ShowHelp = false;
        }

        using var said = new StringWriter();
        await parsed.InvokeAsync(new InvocationConfiguration { Output = said, Error = said });
        var lines = said.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        await ShopProgram.WriteErrorAsync($"{string.Join(' ', lines)} Use --help for the commands and options.", arguments);
        return UsageError;
    }
}

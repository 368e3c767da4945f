using System.Diagnostics;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A disk of 32 MiB, in memory, that can be filled to the last byte. Only root may mount one.</summary>
internal sealed class LimitedDisk : IAsyncDisposable
{
    private LimitedDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string FillerFile => Path.Combine(Folder, "filling");

    /// <param name="options">Additional options of mount, such as <c>ro</c>.</param>
    public static async Task<LimitedDisk> MountAsync(string options = "rw")
    {
        RealPart.Require(Part.Mount);
        var disk = new LimitedDisk(Directory.CreateTempSubdirectory("disk-").FullName);
        await RunAsync("mount", "-t", "tmpfs", "-o", $"size=32m,{options}", "shop", disk.Folder);
        return disk;
    }

    public async Task FillAsync()
    {
        await using var filling = new FileStream(FillerFile, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                await filling.WriteAsync(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // The disk is full.
        }
    }

    public void FreeSpace() => File.Delete(FillerFile);

    public async ValueTask DisposeAsync()
    {
        await RunAsync("umount", Folder);
        Directory.Delete(Folder);
    }

    private static async Task RunAsync(string program, params string[] arguments)
    {
        using var process = Process.Start(RealPart.PathOf(program), arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}

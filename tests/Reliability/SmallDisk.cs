using System.Diagnostics;
using AstronomyShop.Tests.Testing;

namespace AstronomyShop.Tests.Reliability;

/// <summary>A disk of 32 MiB, in memory, that can be filled to the last byte. Only root may mount one.</summary>
internal sealed class SmallDisk : IAsyncDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    public string Folder { get; }

    private string Filling => Path.Combine(Folder, "filling");

    /// <param name="options">More of mount's options: <c>ro</c>.</param>
    public static async Task<SmallDisk> Mount(string options = "rw")
    {
        RealPart.Require(Part.Mount);
        var disk = new SmallDisk(Directory.CreateTempSubdirectory("disk-").FullName);
        await Run("mount", "-t", "tmpfs", "-o", $"size=32m,{options}", "shop", disk.Folder);
        return disk;
    }

    public async Task Fill()
    {
        await using var filling = new FileStream(Filling, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        try
        {
            while (true)
            {
                await filling.WriteAsync(new byte[4096]);
            }
        }
        catch (IOException)
        {
            // Not one more.
        }
    }

    public void MakeRoom() => File.Delete(Filling);

    public async ValueTask DisposeAsync()
    {
        await Run("umount", Folder);
        Directory.Delete(Folder);
    }

    private static async Task Run(string program, params string[] arguments)
    {
        using var process = Process.Start(RealPart.PathOf(program), arguments);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}");
        }
    }
}

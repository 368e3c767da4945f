using System.Diagnostics;
using k8s.Models;

namespace AstronomyShop.Tests.Kubernetes;

/// <summary>
/// The image that pods are started from, if it has been built, for example by <c>.ci/image</c>. <c>SHOP_TEST_IMAGE</c> contains the podman command, its
/// options and, as the last word, the name of the image.
/// </summary>
internal static class BuiltImage
{
    private static readonly string[] GivenImage = (Environment.GetEnvironmentVariable("SHOP_TEST_IMAGE") ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    public static bool IsGiven => GivenImage.Length > 0;

    /// <summary>Returns the command that runs the image with the limits of the restricted profile, on the network of this machine.</summary>
    /// <param name="container">The container, as rendered.</param>
    /// <param name="environment">The environment variables, with names of services replaced by addresses on this machine.</param>
    /// <param name="mounts">The folder for the volumes of the container.</param>
    public static ProcessStartInfo Run(V1Container container, IReadOnlyDictionary<string, string> environment, DirectoryInfo mounts)
    {
        IEnumerable<string> line =
        [
            .. GivenImage[1..^1], "run", "--rm", "--network", "host", "--read-only", "--read-only-tmpfs=false", "--cap-drop", "all", "--security-opt", "no-new-privileges", "--image-volume", "ignore",
            .. (container.VolumeMounts ?? []).SelectMany(mount => (string[])["--volume", $"{FolderFor(mount, mounts)}:{mount.MountPath}"]),
            .. environment.SelectMany(variable => (string[])["--env", $"{variable.Key}={variable.Value}"]),
            .. container.Command is { Count: > 0 } command ? (string[])["--entrypoint", command.Single()] : [],
            GivenImage[^1],
            .. container.Args ?? [],
        ];
        return new ProcessStartInfo(GivenImage[0], line) { RedirectStandardOutput = true, RedirectStandardError = true };
    }

    // The user of the container does not exist on this machine.
    private static string FolderFor(V1VolumeMount mount, DirectoryInfo mounts)
    {
        var folder = mounts.CreateSubdirectory(mount.MountPath.TrimStart('/'));
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder.FullName, (UnixFileMode)0b111_111_111);
        }

        return folder.FullName;
    }
}

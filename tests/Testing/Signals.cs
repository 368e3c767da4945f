using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AstronomyShop.Tests.Testing;

/// <summary>Sends Unix signals to processes that a test has started.</summary>
public static class Signals
{
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;
    public const int FileTooLarge = 25;

    private const int NoSuchProcess = 3;

    public static void Send(int processId, int signal)
    {
        if (NativeKill(processId, signal) != 0 && Marshal.GetLastPInvokeError() is var error && error != NoSuchProcess)
        {
            throw new Win32Exception(error);
        }
    }

    /// <summary>From now on this process, and each process that it starts, ignores the signal.</summary>
    public static void Ignore(int signal) => NativeSignal(signal, handler: 1);

    [DllImport("libc", EntryPoint = "signal")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern nint NativeSignal(int signal, nint handler);

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int NativeKill(int processId, int signal);
}

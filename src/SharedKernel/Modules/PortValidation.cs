using System.Net.Sockets;

namespace AstronomyShop.SharedKernel.Modules;

/// <summary>Says which setting is to blame when a port cannot be had; the server itself knows only the number.</summary>
internal static class PortValidation
{
    /// <exception cref="SettingException">A port is in use or named twice.</exception>
    public static void Run(params (string Key, ListenEndpoint At)[] ports)
    {
        foreach (var (key, at) in ports.Where(port => port.At.Port != 0))
        {
            if (ports.First(port => port.At.Port == at.Port).Key is var other && other != key)
            {
                throw new SettingException(key, $"{at.Port} is also {other}; give each a port of its own");
            }

            try
            {
                using var listener = new TcpListener(at.Address, at.Port);
                listener.Start();
            }
            catch (SocketException exception)
            {
                throw new SettingException(key, $"{at.Port} cannot be listened on ({exception.SocketErrorCode}); free it or give another");
            }
        }
    }
}

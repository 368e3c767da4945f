using System.Net.Sockets;
using AstronomyShop.SharedKernel.Modularity;

namespace AstronomyShop.SharedKernel.Hosting;

/// <summary>
/// Checks that the ports are free and reports the setting of a port that is not; the server itself would report only the number.
/// </summary>
public static class PortValidation
{
    /// <summary>Checks the ports; port 0, any free port, is not checked.</summary>
    /// <param name="ports">Each port with the key of its setting.</param>
    /// <exception cref="SettingException">A port is in use or configured twice.</exception>
    public static void Run(params (string Key, ListenEndpoint At)[] ports)
    {
        foreach (var (key, at) in ports.Where(port => port.At.Port != 0))
        {
            if (ports.First(port => port.At.Port == at.Port).Key is var other && other != key)
            {
                throw new SettingException(key, $"{at.Port} is also the value of {other}; use a different port for each");
            }

            try
            {
                using var listener = new TcpListener(at.Address, at.Port);
                listener.Start();
            }
            catch (SocketException exception)
            {
                throw new SettingException(key, $"{at.Port} is not available ({exception.SocketErrorCode}); free the port or use another one");
            }
        }
    }
}

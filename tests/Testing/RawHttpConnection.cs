using System.Net.Sockets;
using System.Text;
using Xunit;

namespace AstronomyShop.Tests.Testing;

/// <summary>A TCP connection on which a test writes the bytes of HTTP requests directly, in ways that an HTTP client does not support.</summary>
public sealed class RawHttpConnection : IDisposable
{
    private readonly TcpClient client;
    private readonly StreamReader reader;

    private RawHttpConnection(TcpClient client)
    {
        this.client = client;
        reader = new StreamReader(client.GetStream(), Encoding.ASCII);
    }

    /// <param name="address">The address of the server.</param>
    public static async Task<RawHttpConnection> OpenAsync(Uri address)
    {
        var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, TestContext.Current.CancellationToken);
        return new RawHttpConnection(client);
    }

    /// <summary>Sends a request without its body, and waits until the server starts to read the body or rejects the request.</summary>
    /// <returns>The status line: <c>HTTP/1.1 100 Continue</c> when the server waits for the body.</returns>
    public static async Task<(RawHttpConnection Connection, string Status)> BeginAsync(Uri address, string request, params string[] headers)
    {
        var connection = await OpenAsync(address);
        string[] lines = [$"{request} HTTP/1.1", $"Host: {address.Authority}", "Content-Type: application/json", "Content-Length: 1000", "Expect: 100-continue", .. headers];
        await connection.WriteAsync($"{string.Join("\r\n", lines)}\r\n\r\n");
        return (connection, await connection.ReadLineAsync());
    }

    public async Task WriteAsync(string text) => await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(text), TestContext.Current.CancellationToken);

    public async Task<string> ReadLineAsync() => await reader.ReadLineAsync(TestContext.Current.CancellationToken) ?? throw new EndOfStreamException();

    /// <summary>The rest of what the server sends before it closes the connection.</summary>
    public Task<string> ReadToEndAsync() => reader.ReadToEndAsync(TestContext.Current.CancellationToken);

    public void Dispose()
    {
        reader.Dispose();
        client.Dispose();
    }
}

using StackExchange.Redis;

namespace AstronomyShop.Modules.Cart.Stores;

/// <summary>
/// Stores carts in Valkey or Redis: a hash per cart with a field per product, and a sorted set with the order in which products were added. Each
/// change is one script, which the server runs atomically, so no change is lost or partially visible.
/// </summary>
internal sealed class ValkeyCartStore(ValkeyScripts scripts) : ICartStore
{
    // Merges a line and applies both limits for one product; false when the quantity would exceed the limit.
    private const string Change =
        """
        local function change(product, by, most)
          local held = tonumber(redis.call('HGET', KEYS[1], product) or 0)
          if held + by > most then
            return false
          end
          if held + by <= 0 then
            redis.call('HDEL', KEYS[1], product)
            redis.call('ZREM', KEYS[2], product)
            return true
          end
          redis.call('HINCRBY', KEYS[1], product, by)
          if held == 0 then
            local last = redis.call('ZRANGE', KEYS[2], -1, -1, 'WITHSCORES')
            redis.call('ZADD', KEYS[2], (tonumber(last[2] or 0)) + 1, product)
          end
          return true
        end

        local function live_on(milliseconds)
          redis.call('PEXPIRE', KEYS[1], milliseconds)
          redis.call('PEXPIRE', KEYS[2], milliseconds)
        end

        """;

    private static readonly CartScript ReadScript = new(
        "read",
        """
        local lines = {}
        for _, product in ipairs(redis.call('ZRANGE', KEYS[2], 0, -1)) do
          lines[#lines + 1] = product
          lines[#lines + 1] = redis.call('HGET', KEYS[1], product)
        end
        return lines
        """);

    private static readonly CartScript AddScript = new(
        "add",
        Change +
        """
        if not change(ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4])) then
          return 0
        end
        live_on(ARGV[1])
        return 1
        """);

    // The third key records the idempotency key of the order, for as long as the order may repeat the call.
    private static readonly CartScript RemoveScript = new(
        "remove",
        Change +
        """
        if KEYS[3] and not redis.call('SET', KEYS[3], '', 'NX', 'PX', ARGV[2]) then
          return 0
        end
        for position = 3, #ARGV, 2 do
          change(ARGV[position], -tonumber(ARGV[position + 1]), math.huge)
        end
        live_on(ARGV[1])
        return 1
        """);

    private static readonly CartScript EmptyScript = new("empty", "return redis.call('DEL', KEYS[1], KEYS[2])");

    public async Task<IReadOnlyList<CartLine>> FindAsync(CartOwner owner, CancellationToken cancellationToken)
    {
        var answer = (RedisResult[])(await scripts.RunAsync(ReadScript, CartOf(owner), [], cancellationToken))!;
        return [.. answer.Chunk(2).Select(line => new CartLine((string)line[0]!, (int)line[1]))];
    }

    public async Task<bool> TryAddAsync(CartOwner owner, string productId, int quantity, CancellationToken cancellationToken)
    {
        RedisValue[] values = [Milliseconds(CartLimits.Lifetime), productId, quantity, CartLimits.MaxQuantity];
        return (bool)await scripts.RunAsync(AddScript, CartOf(owner), values, cancellationToken);
    }

    public async Task RemoveAsync(CartOwner owner, IReadOnlyList<CartLine> lines, string? key, CancellationToken cancellationToken)
    {
        RedisKey[] keys = key is null ? CartOf(owner) : [.. CartOf(owner), $"{Name(owner)}:taken:{key}"];
        RedisValue[] values =
        [
            Milliseconds(CartLimits.Lifetime), Milliseconds(CartLimits.KeyLifetime),
            .. lines.SelectMany(line => (RedisValue[])[line.ProductId, line.Quantity]),
        ];
        await scripts.RunAsync(RemoveScript, keys, values, cancellationToken);
    }

    public async Task EmptyAsync(CartOwner owner, CancellationToken cancellationToken) => await scripts.RunAsync(EmptyScript, CartOf(owner), [], cancellationToken);

    private static RedisKey[] CartOf(CartOwner owner) => [Name(owner), $"{Name(owner)}:order"];

    // The part in braces is the hash tag of a cluster: all keys of a cart are in one slot.
    private static string Name(CartOwner owner) => $"cart:{{{owner}}}";

    private static long Milliseconds(TimeSpan time) => (long)time.TotalMilliseconds;
}

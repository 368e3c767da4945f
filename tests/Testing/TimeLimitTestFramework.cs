using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace AstronomyShop.Tests.Testing;

/// <summary>
/// Gives every test a time limit. An asynchronous test fails at its limit, and the other tests continue. A blocked thread or a fixture cannot be
/// abandoned: if no test reports progress for 1.2 times the limit, the process is terminated with a message that names the running tests.
/// <c>SHOP_TEST_LIMIT=00:10:00</c> sets another limit.
/// </summary>
public sealed class TimeLimitTestFramework : XunitTestFramework
{
    private const string LimitVariable = "SHOP_TEST_LIMIT";

    // The slowest test takes a minute on two idle cores. When tests that run for hours are requested, the limit is three hours.
    private static readonly TimeSpan Limit = Environment.GetEnvironmentVariable(LimitVariable) is { Length: > 0 } limit
        ? TimeSpan.Parse(limit, CultureInfo.InvariantCulture)
        : LongRun.IsRequested ? TimeSpan.FromHours(3) : TimeSpan.FromMinutes(6);

    /// <inheritdoc />
    protected override ITestFrameworkDiscoverer CreateDiscoverer(Assembly assembly) => new Discoverer(TestAssembly(assembly));

    /// <inheritdoc />
    protected override ITestFrameworkExecutor CreateExecutor(Assembly assembly) => new Executor(TestAssembly(assembly));

    private static XunitTestAssembly TestAssembly(Assembly assembly) => new(
        assembly, configFilePath: null, assemblyName: null, assemblyPath: null, targetFramework: null, uniqueID: null, version: null);

    private sealed class Discoverer(IXunitTestAssembly assembly) : XunitTestFrameworkDiscoverer(assembly)
    {
        // xunit has no time limit for all tests. It reads the timeout of the attribute, and supports it only for asynchronous tests.
        protected override ValueTask<bool> FindTestsForMethod(
            IXunitTestMethod testMethod, ITestFrameworkDiscoveryOptions discoveryOptions, Func<ITestCase, ValueTask<bool>> discoveryCallback)
        {
            if (testMethod.Method.ReturnType != typeof(void))
            {
                foreach (var fact in testMethod.FactAttributes.OfType<FactAttribute>().Where(fact => fact.Timeout == 0))
                {
                    fact.Timeout = (int)Limit.TotalMilliseconds;
                }
            }

            return base.FindTestsForMethod(testMethod, discoveryOptions, discoveryCallback);
        }
    }

    private sealed class Executor(IXunitTestAssembly assembly) : XunitTestFrameworkExecutor(assembly)
    {
        public override async ValueTask RunTestCases(
            IReadOnlyCollection<IXunitTestCase> testCases,
            IMessageSink executionMessageSink,
            ITestFrameworkExecutionOptions executionOptions,
            CancellationToken cancellationToken)
        {
            using var watchdog = new Watchdog(executionMessageSink);
            await base.RunTestCases(testCases, watchdog, executionOptions, cancellationToken);
        }
    }

    /// <summary>Ends the process when nothing has started or finished for longer than any test may take.</summary>
    private sealed class Watchdog : IMessageSink, IDisposable
    {
        private static readonly TimeSpan LongestSilence = 1.2 * Limit;

        private readonly ConcurrentDictionary<string, string> running = new();
        private readonly IMessageSink next;
        private readonly Timer timer;

        public Watchdog(IMessageSink next)
        {
            this.next = next;
            timer = new Timer(_ => EndProcess(), null, LongestSilence, Timeout.InfiniteTimeSpan);
        }

        public bool OnMessage(IMessageSinkMessage message)
        {
            timer.Change(LongestSilence, Timeout.InfiniteTimeSpan);
            switch (message)
            {
                case ITestStarting test:
                    running[test.TestUniqueID] = test.TestDisplayName;
                    break;
                case ITestFinished test:
                    running.TryRemove(test.TestUniqueID, out _);
                    break;
            }

            return next.OnMessage(message);
        }

        public void Dispose() => timer.Dispose();

        private void EndProcess()
        {
            var names = running.IsEmpty ? "a fixture" : string.Join(", ", running.Values.Order(StringComparer.Ordinal));
            Environment.FailFast($"Not finished within {LongestSilence}: {names}");
        }
    }
}

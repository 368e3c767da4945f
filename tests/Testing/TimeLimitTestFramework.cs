using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using Xunit;
using Xunit.Sdk;
using Xunit.v3;

namespace AstronomyShop.Tests.Testing;

/// <summary>
/// Gives every test a time limit, after which it fails by name. An asynchronous test is abandoned at its limit and the others go on. What
/// cannot be abandoned, a blocked thread or a fixture, ends the process when everything else has been silent for as long, and the tests that
/// were running are named. <c>SHOP_TEST_LIMIT=00:10:00</c> sets another limit.
/// </summary>
public sealed class TimeLimitTestFramework : XunitTestFramework
{
    private const string LimitVariable = "SHOP_TEST_LIMIT";

    // The slowest test takes a minute on two quiet cores; a test that goes on for hours by request has hours.
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
        // xunit has no limit for all tests. It reads the one of the attribute, and takes one for asynchronous tests only.
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

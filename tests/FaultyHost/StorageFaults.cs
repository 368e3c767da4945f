using System.Data.Common;
using System.Runtime.CompilerServices;
using AstronomyShop.Modules.Checkout;
using AstronomyShop.Modules.Checkout.Orders;
using AstronomyShop.SharedKernel.Primitives;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace AstronomyShop.Tests.FaultyHost;

/// <summary>
/// Crashes before and after commits. The writes of a context are recognized by its entities or its SQL; their crash points are kept until the commit.
/// </summary>
internal sealed class StorageFaults : SaveChangesInterceptor, IDbCommandInterceptor, IDbTransactionInterceptor
{
    private const string Booking = "INSERT INTO \"order\"";

    // The crash point after the commit of each statement.
    private static readonly (string Statement, string Point)[] Statements =
    [
        ("fingerprint, transaction_id", "CP3"),
        ("\"RequestHash\", \"ShippedAt\"", "CP6"),
        (Booking, "CP12"),
        ("INSERT INTO verdict", "CP12"),
    ];

    private readonly ConditionalWeakTable<DbContext, List<string>> uncommitted = [];

    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var context = eventData.Context!;
        foreach (var entry in context.ChangeTracker.Entries().ToList())
        {
            switch (entry.Entity, entry.State)
            {
                case (Order order, EntityState.Added):
                    CrashPoint.Visit("CP0");
                    ChangePrice(context, order);
                    Remember(context, "CP1");
                    break;
                case (Order { State: OrderState.Charged }, EntityState.Modified):
                    Remember(context, "CP5");
                    break;
                case (Order { State: OrderState.Placed }, EntityState.Modified):
                    CrashPoint.Visit("CP7");
                    Remember(context, "CP8");
                    break;
            }
        }

        return ValueTask.FromResult(result);
    }

    public override ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        VisitIfCommitted(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    public ValueTask<int> NonQueryExecutedAsync(
        DbCommand command, CommandExecutedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        var context = eventData.Context!;
        foreach (var (statement, point) in Statements)
        {
            if (command.CommandText.Contains(statement, StringComparison.Ordinal))
            {
                Remember(context, point);
            }
        }

        // Only recovery updates the row of an order without a tracked entity: it claims an attempt.
        if (context is CheckoutDbContext && eventData.CommandSource == CommandSource.ExecuteUpdate && result > 0
            && command.CommandText.Contains("\"ChangedAt\"", StringComparison.Ordinal))
        {
            Remember(context, "CP13");
        }

        if (eventData.CommandSource is CommandSource.ExecuteUpdate or CommandSource.ExecuteSqlRaw)
        {
            VisitIfCommitted(context);
        }

        return ValueTask.FromResult(result);
    }

    public ValueTask<InterceptionResult> TransactionCommittingAsync(
        DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
        ValueTask.FromResult(DeliberateBug.Is(DeliberateBug.DoneBeforeBooked) && IsRemembered(eventData.Context!, "CP12") ? InterceptionResult.Suppress() : result);

    public Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        Visit(eventData.Context!);
        return Task.CompletedTask;
    }

    private static void ChangePrice(DbContext context, Order order)
    {
        if (DeliberateBug.Is(DeliberateBug.PriceIsOff))
        {
            var total = (order.Total + new Money(order.Currency, 0.01m)).ToMessage();
            context.Entry(order).CurrentValues[nameof(Order.TotalUnits)] = total.Units;
            context.Entry(order).CurrentValues[nameof(Order.TotalNanos)] = total.Nanos;
        }
    }

    private void Remember(DbContext context, string point) => uncommitted.GetOrCreateValue(context).Add(point);

    private bool IsRemembered(DbContext context, string point) => uncommitted.TryGetValue(context, out var points) && points.Contains(point);

    // A statement outside an explicit transaction is committed when it has been executed.
    private void VisitIfCommitted(DbContext context)
    {
        if (context.Database.CurrentTransaction is null)
        {
            Visit(context);
        }
    }

    private void Visit(DbContext context)
    {
        if (uncommitted.TryGetValue(context, out var points))
        {
            points.ForEach(CrashPoint.Visit);
            points.Clear();
        }
    }
}

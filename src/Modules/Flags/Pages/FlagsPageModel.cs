using AstronomyShop.Modules.Flags.Editing;
using AstronomyShop.Modules.Flags.Evaluation;
using AstronomyShop.SharedKernel.FeatureFlags;
using AstronomyShop.SharedKernel.Web;
using Microsoft.AspNetCore.Http;

namespace AstronomyShop.Modules.Flags.Pages;

/// <summary>All flags with a button per variant, and the latest changes.</summary>
internal sealed record FlagsPageModel(IReadOnlyList<Flag> Flags, IReadOnlyList<FlagChange> Changes)
{
    private const int MaxShownChanges = 20;

    public static HtmlPage Page(HttpContext context, FlagEvaluator flags, FlagChanges changes)
    {
        Flag[] all = [.. flags.Document.Flags.Values.OrderBy(flag => flag.Key, StringComparer.Ordinal)];
        return FlagsLayoutModel.Page(context, "Flags", new Pages_FlagsPage { Model = new(all, [.. changes.Latest.Take(MaxShownChanges)]) });
    }
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>What a changed drawing would have made different, over HTTP and a real database.</summary>
public sealed partial class RehearsalOfChangeTests(RehearsalTown rehearsed) : IClassFixture<RehearsalTown>
{
    private static readonly (string, string)[] _year = [("from", "2026-01-01"), ("to", "2026-12-31"), ("against", "ran")];

    private ServedTown Town => rehearsed.Town;

    [Fact]
    public async Task The_community_is_told_after_two_working_days_instead_of_four_and_nothing_else_is_different()
    {
        using var designer = await StudioVisitor.SignInAsync(Town, StudioVisitor.Designer);
        var drawing = (await designer.GetAsync("/workflow-definitions/by-definition-id/escalation")).Body;
        Step(drawing, "to-community")["workingDays"]!["expression"]!["value"] = 2;
        await designer.SavedAsync(drawing);
        using var visitor = await PageVisitor.SignInAsync(Town, StudioVisitor.Designer);
        await RehearseAsync(visitor, "escalation", [("which", "draft"), .. _year]);
        var before = await EveryRow.OfAsync(Town);
        var page = await RehearseAsync(visitor, "escalation", [("which", "draft"), .. _year]);
        Assert.Equal(before, await EveryRow.OfAsync(Town));
        // Those of 60 days and of the missed target (see RehearsedTests for the calendar), each with the rung and its task.
        Assert.Equal(["时间 2026年5月9日（周六）09:00 2026年5月7日（周四）09:00", "派出时间 2026年5月9日（周六）09:00 2026年5月7日（周四）09:00", "到期 2026年5月11日（周一）24:00 2026年5月8日（周五）24:00"],
            Rows(page, rehearsed.Numbers[1]).Order(StringComparer.Ordinal).OrderBy(r => r[0] switch { '时' => 0, '派' => 1, _ => 2 }));
        Assert.Equal(["时间 2026年8月18日（周二）09:00 2026年8月14日（周五）09:00", "派出时间 2026年8月18日（周二）09:00 2026年8月14日（周五）09:00", "到期 2026年8月19日（周三）24:00 2026年8月17日（周一）24:00"],
            Rows(page, rehearsed.Numbers[3]).OrderBy(r => r[0] switch { '时' => 0, '派' => 1, _ => 2 }));
        Assert.Contains("比较了 4 件，其中 2 件会有不同。", page, StringComparison.Ordinal);
        Assert.Equal(2, CardOf().Count(page));
        Assert.Contains("<dt>升级或提醒的不同</dt><dd>2</dd>", page, StringComparison.Ordinal);
        Assert.Contains("<dt>任务的不同</dt><dd>4</dd>", page, StringComparison.Ordinal);
        Assert.Equal(2, Sum().Count(page));
        await designer.DeleteAsync("/workflow-definitions/escalation");
    }

    [Fact]
    public async Task An_added_step_is_shown_with_the_wait_that_no_record_ends()
    {
        using var designer = await StudioVisitor.SignInAsync(Town, StudioVisitor.Designer);
        var drawing = (await designer.GetAsync("/workflow-definitions/by-definition-id/petition")).Body;
        AddedStep.Insert(drawing["root"]!.AsObject());
        await designer.SavedAsync(drawing);
        using var visitor = await PageVisitor.SignInAsync(Town, StudioVisitor.Supervisor);
        var page = await RehearseAsync(visitor, "petition", [("which", "draft"), .. _year]);
        Assert.Contains("比较了 4 件，其中 4 件会有不同。", page, StringComparison.Ordinal);
        Assert.Equal(4, CardOf().Count(page));
        foreach (var number in rehearsed.Numbers)
        {
            Assert.Equal(2, Rows(page, number).Count);
            Assert.Contains("按当即做完计算", Card(page, number), StringComparison.Ordinal);
            Assert.DoesNotContain("没有位置的决定", Card(page, number), StringComparison.Ordinal);
        }
        foreach (var sum in new[] { "<dt>多走的步骤</dt><dd>4</dd>", "<dt>多出的任务</dt><dd>4</dd>", "<dt>没有记录来结束的等待</dt><dd>4</dd>" })
            Assert.Contains(sum, page, StringComparison.Ordinal);
        Assert.Equal(3, Sum().Count(page));
        await designer.DeleteAsync("/workflow-definitions/petition");
    }

    [Fact]
    public async Task Titles_that_a_drawing_makes_of_what_was_said_in_the_case_are_for_its_readers_alone()
    {
        using var designer = await StudioVisitor.SignInAsync(Town, StudioVisitor.Designer);
        var drawing = (await designer.GetAsync("/workflow-definitions/by-definition-id/petition")).Body;
        AddedStep.Insert(drawing["root"]!.AsObject());
        Step(drawing, "gather")["title"]!["expression"] = JsonNode.Parse("""{ "type": "JavaScript", "value": "'说过' + getInput('case').category" }""");
        await designer.SavedAsync(drawing);
        using var stranger = await PageVisitor.SignInAsync(Town, StudioVisitor.Designer);
        var page = await RehearseAsync(stranger, "petition", [("which", "draft"), .. _year]);
        Assert.Contains("<dt>多出的任务</dt><dd>4</dd>", page, StringComparison.Ordinal);
        Assert.DoesNotContain("说过", page.Split("id=\"rehearsal\"")[1], StringComparison.Ordinal);
        using var reader = await PageVisitor.SignInAsync(Town, StudioVisitor.Supervisor);
        Assert.Contains("说过", (await RehearseAsync(reader, "petition", [("which", "draft"), .. _year])).Split("id=\"rehearsal\"")[1], StringComparison.Ordinal);
        await designer.DeleteAsync("/workflow-definitions/petition");
    }

    [Theory]
    [InlineData("petition", "ran")]
    [InlineData("escalation", "published")]
    public async Task What_is_published_changes_nothing_and_each_comes_out_as_recorded(string definitionId, string against)
    {
        using var visitor = await PageVisitor.SignInAsync(Town, StudioVisitor.Supervisor);
        var page = await RehearseAsync(visitor, definitionId, [("which", "published"), ("from", "2026-01-01"), ("to", "2026-12-31"), ("against", against)]);
        Assert.Contains("比较了 4 件，没有一件会有不同。", page, StringComparison.Ordinal);
        Assert.Empty(CardOf().Matches(page));
        Assert.DoesNotContain("走不出当时的记录", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task No_word_of_anybody_stands_in_the_table_a_tip_is_left_out_and_sealed_cases_are_not_even_counted()
    {
        using var designer = await PageVisitor.SignInAsync(Town, StudioVisitor.Designer);
        var page = await RehearseAsync(designer, "closure", [("which", "published"), .. _year]);
        Assert.Contains("已经走完 5 件，共 5 件。", page, StringComparison.Ordinal);
        Assert.Contains("另有 1 件受保护的信访件您无权查看，没有推演。", page, StringComparison.Ordinal);
        var words = await Town.Rows.ListAsync<string>("select distinct body from texts where length(body) > 1");
        Assert.NotEmpty(words);
        Assert.All(words, w => Assert.DoesNotContain(w, page.Split("id=\"rehearsal\"")[1], StringComparison.Ordinal));
        Assert.Equal(0, await Town.Rows.ScalarAsync<long>("select count(*) from sealed_reads where reader = 'STF-059'"));
    }

    [Fact]
    public async Task What_cannot_be_rehearsed_is_said_at_the_form()
    {
        using var visitor = await PageVisitor.SignInAsync(Town, StudioVisitor.Designer);
        const string path = "/studio/definitions/petition/rehearsal";
        foreach (var (from, to) in new[] { ("2026-05-01", "2026-04-01"), ("2020-01-01", "2026-04-01"), ("soon", "2026-04-01") })
            Assert.Equal(400, (await visitor.PostAsync(path, path, ("which", "published"), ("from", from), ("to", to))).Status);
        var lost = await visitor.PostAsync(path, path, ("rehearsal.state", "made up"));
        Assert.True(lost.Status == 400 && lost.Text.Contains("TRIAL_LOST", StringComparison.Ordinal), lost.Text);
        var none = await visitor.PostAsync(path, path, ("which", "published"), ("from", "2025-01-01"), ("to", "2025-02-01"));
        Assert.Contains("没有您可以推演的已销号信访件", none.Text, StringComparison.Ordinal);
        using var handler = await PageVisitor.SignInAsync(Town, StudioVisitor.Handler);
        Assert.Equal(403, (await handler.GetAsync(path)).Status);
    }

    /// <summary>Presses on until nothing is left, as the page's script does.</summary>
    private static async Task<string> RehearseAsync(PageVisitor visitor, string definitionId, params (string, string)[] wish)
    {
        var path = $"/studio/definitions/{definitionId}/rehearsal";
        var (status, text, _) = await visitor.PostAsync(path, path, wish);
        for (var calls = 0; Carried().Match(text) is { Success: true } carried; calls++)
        {
            Assert.True(calls < 40, "It does not come to an end.");
            (status, text, _) = await visitor.PostAsync(path, path, ("rehearsal.state", carried.Groups[1].Value));
        }
        Assert.True(status == 200, text);
        return text;
    }

    private static JsonNode Step(JsonObject drawing, string id) => drawing["root"]!["activities"]!.AsArray().Single(a => (string)a!["id"]! == id)!;

    private static string Card(string page, string number) => CardOf().Split(page).Skip(1).Single(c => c.Contains($">{number}<", StringComparison.Ordinal) || c.Contains($"<h3>{number} ", StringComparison.Ordinal)).Split("</section>")[0];

    /// <summary>Of each line of a case what differs, before and after.</summary>
    private static List<string> Rows(string page, string number) => [.. RowOf().Matches(Card(page, number)).Select(row => string.Join(' ',
        CellOf().Matches(row.Value).Select((cell, i) => i == 0 ? AspectOf().Match(cell.Value).Groups[1].Value : Mark().Replace(cell.Value, "").Trim())).Trim())];

    [GeneratedRegex("name=\"rehearsal.state\" value=\"([^\"]+)\"")]
    private static partial Regex Carried();

    [GeneratedRegex("<section class=\"card rehearsed\">")]
    private static partial Regex CardOf();

    [GeneratedRegex("<tr>\\s*<td.*?</tr>", RegexOptions.Singleline)]
    private static partial Regex RowOf();

    [GeneratedRegex("<td.*?</td>", RegexOptions.Singleline)]
    private static partial Regex CellOf();

    [GeneratedRegex("quiet small bit\">([^<]*)<")]
    private static partial Regex AspectOf();

    [GeneratedRegex("<dt>[^<]*</dt><dd>\\d+</dd>")]
    private static partial Regex Sum();

    [GeneratedRegex("<[^>]+>")]
    private static partial Regex Mark();
}

using System.Globalization;
using System.Text.Json;
using Petitions.Cases;
using Xunit;

namespace Petitions.Tests.Unit.Cases;

public sealed class SplittingTests
{
    private static readonly RequestDraft Fee = new("退还多收维修费", Natures.Claim, "A8"), Lamp = new("楼道灯不亮", Natures.Service, "A3");
    private static readonly RequestDraft Bribe = new("收费员收了好处", Natures.Accuse, "H2");

    [Fact]
    public void Three_matters_become_three_petitions_and_the_open_ones_carry_no_trace_of_the_sealed_one()
    {
        var paper = Mixed();
        paper.Give(new Split([Fee, Lamp, Bribe], "请退还多收的维修费", "退维修费"), Road.Sorter, "2026-09-08 15:00");
        Assert.Equal(Natures.Claim, Assert.Single(paper.Case.Parts).Nature);
        Assert.Equal([Natures.Service], Assert.Single(paper.All<PetitionSplit>()).Natures);
        Assert.Equal("请退还多收的维修费", paper.Texts[paper.Case.RequestText!.Value]);
        Assert.DoesNotContain("H2", JsonSerializer.Serialize(paper.Case, CaseJson.Options));
        Assert.DoesNotContain(paper.Events, e => JsonSerializer.Serialize<object>(e.Event, CaseJson.Options).Contains("H2", StringComparison.Ordinal));
        Assert.Equal(Paper.Day("2026-09-23"), paper.Clock("CLK-NOTICE15").EffectiveDue);
        Assert.Equal(Paper.Day("2026-09-29"), paper.Clock(Clocks.InternalTarget).EffectiveDue);
    }

    [Fact]
    public void Each_part_is_sent_off_with_the_first_receipt_and_only_the_sealed_side_learns_both_numbers()
    {
        var paper = Mixed();
        paper.Give(new Split([Fee, Lamp, Bribe], "请退还多收的维修费", "退维修费"), Road.Sorter, "2026-09-08 15:00");
        var orders = paper.Outbox.Where(m => m.Kind == "command").Select(m => m.Payload).ToList();
        Assert.Equal(["A3", "H2"], orders.Select(o => (string?)o["command"]!["category"]));
        Assert.All(orders, o => Assert.Equal(Paper.At("2026-09-08 10:05"), DateTimeOffset.Parse((string)o["command"]!["receivedAt"]!, CultureInfo.InvariantCulture)));
        Assert.Equal([("splitFrom", "recordSplitPart"), ("splitFrom", null)], orders.Select(o => ((string?)o["senderAs"], (string?)o["answer"])));
        Assert.Equal("楼道灯不亮", paper.Texts[(int)orders[0]["command"]!["text"]!["$text"]!]);
    }

    [Fact]
    public void A_split_part_is_registered_by_the_system_with_its_first_receipt_and_a_link_for_the_sealed_side()
    {
        var paper = Paper.Blank("2026-09-10 09:00");
        paper.Give(new RegisterSplitPart
        {
            Channel = "visit", ReceivedAt = Paper.At("2026-09-08 10:05"), ReceivedBy = "NQ-ZH", Category = "H2", Text = "收费员收了好处",
            People = [new NamedPerson("petitioner", "柳青")], SplitFrom = "NQ-2026-0048",
        }, Actor.System, "2026-09-10 09:00");
        Assert.True(paper.Case.Flags.Sealed);
        Assert.Equal(Paper.Day("2026-09-09"), paper.Clock("CLK-SEAL1WD").EffectiveDue);
        Assert.True(Assert.Single(paper.Case.Links).SealedSideOnly);
    }

    [Fact]
    public void A_sealed_request_inside_an_open_entry_leaves_at_the_door()
    {
        var paper = Road.Register(Road.Entry("A8") with { Parts = [Fee, Bribe] }, "2026-09-08 10:05");
        Assert.Equal(["A8"], paper.Case.Parts.Select(p => p.Category));
        Assert.Equal("H2", (string?)Assert.Single(paper.Outbox).Payload["command"]!["category"]);
    }

    [Fact]
    public void From_a_sealed_entry_the_open_request_leaves_and_its_handler_sees_no_link()
    {
        var paper = Road.Register(Road.Entry("H1") with { Text = "推诿,下水道仍未修好", Location = null }, "2026-04-27 21:30");
        paper.Give(new Split([new("推诿", null, "H1"), new("下水道仍未修好,请维修", null, "A2")], null, "下水道"), Road.Sorter, "2026-04-28 09:00");
        Assert.True(paper.Case.Flags.Sealed);
        var order = Assert.Single(paper.Outbox).Payload;
        Assert.Equal(("A2", null, "recordSplitPart"), ((string?)order["command"]!["category"], (string?)order["senderAs"], (string?)order["answer"]));
    }

    [Fact]
    public void Parts_of_one_nature_stay_together() =>
        Assert.Equal(2, After(new Split([Fee, new("减免物业费", Natures.Claim, "A8"), Lamp])).Case.Parts.Count);

    [Fact]
    public void A_part_needs_text_nature_and_category()
    {
        var paper = Mixed();
        Assert.Equal("SPLIT_PART_EMPTY", paper.Refuses(new Split([Fee, new(" ", null, "A3")]), Road.Sorter, "2026-09-08 15:00").Code);
        Assert.Equal("parts[1]", paper.Refuses(new Split([Fee, new("灯", null, null)]), Road.Sorter, "2026-09-08 15:00").Field);
        Assert.Equal("SPLIT_PART_EMPTY", paper.Refuses(new Split([]), Road.Sorter, "2026-09-08 15:00").Code);
    }

    [Fact]
    public void Cutting_out_sealed_words_needs_an_open_text() =>
        Assert.Equal("OPEN_TEXT_REQUIRED", Mixed().Refuses(new Split([Fee, Bribe]), Road.Sorter, "2026-09-08 15:00").Code);

    [Fact]
    public void What_is_sealed_is_not_opened_by_a_split() =>
        Assert.Equal("USE_SEALED_TRACK", Road.Register(Road.Entry("H1"), "2026-04-27 21:30").Refuses(new Split([Fee, Bribe]), Road.Sorter, "2026-04-28 09:00").Code);

    [Fact]
    public void A_new_label_changes_the_clocks_from_the_same_receipt()
    {
        var paper = Road.Register(Road.Entry("Z"), "2026-09-08 10:05");
        paper.Give(new Classify(1, null, "A8"), Road.Sorter, "2026-09-09 09:00");
        Assert.Equal(Paper.Day("2026-09-23"), paper.Clock("CLK-NOTICE15").EffectiveDue);
        Assert.Equal(Paper.Day("2026-09-29"), paper.Clock(Clocks.InternalTarget).EffectiveDue);
        paper.Give(new Classify(1, null, "A3"), Road.Sorter, "2026-09-09 10:00");
        Assert.Equal(ClockStatus.Cancelled, paper.Clock("CLK-NOTICE15").Status);
    }

    [Fact]
    public void Labelled_as_an_accusation_a_petition_is_sealed_and_beside_others_it_must_leave()
    {
        var paper = Road.Register(Road.Entry("A8"), "2026-09-08 10:05");
        paper.Give(new Classify(1, null, "H2"), Road.Sorter, "2026-09-09 09:00");
        Assert.True(paper.Case.Flags.Sealed);
        Assert.Equal("SPLIT_REQUIRED", Mixed().Refuses(new Classify(2, null, "H2"), Road.Sorter, "2026-09-09 09:00").Code);
        Assert.Equal("FIELD_INVALID", Mixed().Refuses(new Classify(9, null, "A3"), Road.Sorter, "2026-09-09 09:00").Code);
    }

    private static Paper Mixed() => Road.Register(Road.Entry("A8") with { Text = "三件事一起说", Parts = [Fee, Lamp] }, "2026-09-08 10:05");

    private static Paper After(Split split)
    {
        var paper = Mixed();
        paper.Give(split, Road.Sorter, "2026-09-08 15:00");
        return paper;
    }
}

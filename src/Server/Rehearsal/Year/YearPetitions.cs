using System.Globalization;
using Petitions.Cases;

namespace Petitions.Server.Rehearsal.Year;

/// <summary>A petition on its way to the counter.</summary>
/// <param name="By">Who writes it down: a staff id, or <c>web</c>.</param>
public sealed record Arrival(int No, DateTimeOffset At, string By, Register Order, Temper Temper);

/// <summary>Draws the petitions of the working year 2026 from the shares of the samples. Pure: a seed gives the same year again.</summary>
public sealed class YearPetitions(YearPlan plan, Reference reference, int seed)
{
    private const int Year = 2026;

    /// <summary>Four of 35 samples came on one of 117 rest days, the others on 248 working days.</summary>
    private const double RestDayWeight = 0.27;

    private static readonly DateOnly First = new(Year, 1, 1);
    private static readonly string[] Surnames = ["赵", "钱", "孙", "李", "周", "吴", "郑", "王", "冯", "陈", "褚", "卫", "蒋", "沈", "韩", "杨"];

    private readonly IReadOnlyList<Category> _categories = [.. reference.Categories.Values.Where(c => !c.IsGroup).OrderBy(c => c.Code, StringComparer.Ordinal)];
    private readonly IReadOnlyList<(DateOnly, double)> _days = [.. Enumerable.Range(0, 365).Select(First.AddDays).Select(d => (d, reference.Calendar.IsWorkingDay(d) ? 1 : RestDayWeight))];

    public IReadOnlyList<Arrival> Draw(int count) =>
        [.. Enumerable.Range(1, count).Select(One).OrderBy(a => a.At).ThenBy(a => a.No)];

    /// <summary>Share of the category among all petitions.</summary>
    public double ShareOf(string category) => plan.Share(category, _categories.Count);

    private Arrival One(int no)
    {
        var dice = Dice.Of(seed, no);
        var category = dice.Weighted([.. _categories.Select(c => (c, ShareOf(c.Code)))]);
        var temper = Temper.Draw(dice, plan);
        var anonymous = dice.Chance(plan.Share("anonymous"));
        var isEmergency = category.UrgencyDefault == "emergency" || category.Minutes?.Contact is not null && dice.Chance(0.5);
        var channel = ChannelOf(dice, isEmergency);
        var received = MomentOf(dice, category, isEmergency || channel is "web" or "wechat" or "letter" && category.Sealed);
        var unit = isEmergency || category.Confidential ? "COM" : category.Code[0] is 'D' or 'E' or 'H' ? "ENT-XF" : "NQ-ZH";
        var late = !isEmergency && channel != "web" && dice.Chance(plan.Share("lateEntry"));
        var entered = channel is "web" ? received : received.AddMinutes(dice.Whole(2, 12)).AddHours(late ? 30 : 0);
        return new(no, entered, channel is "web" ? "web" : Registrar(dice, unit), new Register
        {
            Channel = channel, ReceivedAt = received, LateReason = late ? "值班记录次日补录" : null, ReceivedBy = unit, Category = category.Code,
            Nature = temper.TreatAsPetition && category.DefaultNature is Natures.Service ? Natures.Claim : category.DefaultNature,
            TreatAsPetition = temper.TreatAsPetition && category.DefaultNature is Natures.Service, Urgency = isEmergency ? "emergency" : category.UrgencyDefault,
            Location = category.Code[0] is 'D' or 'E' or 'H' or 'I' || category.Confidential || category.Restricted ? null : Building(dice),
            AffiliatedUnit = category.Code[0] is 'E' ? dice.One(["ENT-U01", "ENT-U02", "ENT-U03", "ENT-U05"]) : null,
            ResponsibleUnit = category.Code is "D5" ? dice.One(["ENT-U03", "ENT-U05"]) : category.Sealed ? "ENT-U01" : null,
            Title = $"{category.Zh}:第{no.ToString(CultureInfo.InvariantCulture)}件", Text = $"反映{category.Zh}问题,请处理。", ReadBack = channel != "web",
            Anonymous = anonymous, Simple = category.SimpleEligible && !isEmergency && dice.Chance(plan.Share("simple")),
            People = anonymous ? [] : People(dice, category, no), PeopleCount = Joint(dice, category, channel) ? dice.Whole(6, 40) : null,
            SenderUnit = channel is "hotline12345" or "transfer" ? "GOV-COUNTY-XF" : null, SenderReference = channel is "hotline12345" or "transfer" ? $"转{no}" : null,
            SenderReceivedOn = channel is "hotline12345" or "transfer" ? Local.DateOf(received) : null, ReplyToSender = channel is "hotline12345" or "transfer",
        }, temper);
    }

    private bool Joint(Dice dice, Category category, string channel) =>
        channel is "visit" or "letter" && category.DefaultNature == Natures.Claim && dice.Chance(plan.Share("joint") * 2);

    private string ChannelOf(Dice dice, bool isEmergency) =>
        isEmergency ? "phone" : dice.Weighted([.. plan.Channels.Select(c => (c.Key, c.Value + plan.Smoothing))]);

    /// <summary>Offices are open from 8 to 18; emergencies and the web know no hours. Heating is a matter of its season.</summary>
    private DateTimeOffset MomentOf(Dice dice, Category category, bool anyHour)
    {
        var season = category.Code is "A1" or "J2" ? _days.Where(d => d.Item1.Month is 1 or 2 || d.Item1 >= new DateOnly(Year, 11, 15) || d.Item1 <= new DateOnly(Year, 3, 15)).ToList() : _days;
        var day = dice.Weighted(season);
        return Local.At(day, anyHour ? dice.Whole(0, 23) : dice.Whole(8, 17), dice.Whole(0, 59));
    }

    private string Registrar(Dice dice, string unit) => unit switch
    {
        "COM" => dice.One(reference.Holders(Roles.Duty, "COM").ToList()).Id,
        _ => dice.One(reference.Holders(Roles.Intake, unit).ToList()).Id,
    };

    private string Building(Dice dice) =>
        dice.One(reference.Units.Values.Where(u => u.Kind == "building").OrderBy(u => u.Code, StringComparer.Ordinal).ToList()).Code;

    private static List<NamedPerson> People(Dice dice, Category category, int no)
    {
        NamedPerson Somebody(string role, string kind, int phone) =>
            new(role, dice.One(Surnames) + kind, string.Create(CultureInfo.InvariantCulture, $"000-{no:0000}-{phone:0000}"), "南区");
        List<NamedPerson> people = [Somebody("petitioner", $"住户{no.ToString(CultureInfo.InvariantCulture)}", 1)];
        if (category.DefaultNature == Natures.Dispute)
            people.Add(Somebody("respondent", "邻居", 2));
        return people;
    }
}

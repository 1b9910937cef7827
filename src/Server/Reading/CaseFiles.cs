using Petitions.Cases;
using Petitions.Storage.Queries;

namespace Petitions.Server.Reading;

/// <summary>Makes the view of a case for one reader, who may read it (the storage has asked <see cref="Access"/>).</summary>
public static class CaseFiles
{
    /// <param name="personal">Ids of words that say who somebody is: shown by purpose only.</param>
    public static CaseFile Of(LoadedCase loaded, IReadOnlySet<int> personal, Actor actor, Reference reference, DateOnly today)
    {
        var (c, words) = (loaded.Case, loaded.Texts.Where(t => !personal.Contains(t.Key)).ToDictionary(t => t.Key, t => t.Value));
        string Open(int? id) => id is { } i ? words.GetValueOrDefault(i, "") : "";
        string? Any(int? id) => id is { } i ? loaded.Texts.GetValueOrDefault(i) : null;
        var sight = new Sight(actor, c, reference);
        var (zh, en) = (new Say(Texts.Chinese, reference), new Say(Texts.English, reference));
        var offers = Offers.Of(c, actor, reference, today);
        var file = new CaseFile
        {
            Number = c.Number ?? c.Key.Id.ToString(), State = c.State, FactVersion = c.FactVersion, Flags = FlagsOf(c.Flags), Title = Open(c.Title),
            Channel = c.Channel, ReceivedAt = c.ReceivedAt, EnteredAt = c.EnteredAt, LateReason = c.LateReason is null ? null : Open(c.LateReason),
            ReceivedBy = c.ReceivedBy, RegisteredBy = c.RegisteredBy, Holder = c.Holder, HandlingUnit = c.HandlingUnit, Handler = c.Handler,
            CoHandlingUnits = c.CoHandlingUnits, Nature = c.Nature, Category = c.Category, Urgency = c.Urgency, Location = sight.IsProtectedFrom ? null : c.Location,
            AffiliatedUnit = c.AffiliatedUnit, ResponsibleUnit = c.ResponsibleUnit, Simple = c.Simple, PeopleCount = c.PeopleCount,
            AcceptedAt = c.AcceptedAt, AnsweredAt = c.AnsweredAt, ClosedAt = c.ClosedAt, LevelOfSolution = c.LevelOfSolution, Incident = c.Incident, RecordOfIncident = c.RecordOfIncident,
            Parts = [.. c.Parts.Select(p => new PartSeen(p, Open(p.Text), Any(p.Facts), Any(p.Basis), Any(p.Aid)))],
            People = [.. c.People.Select(p => sight.See(p, Any))],
            Sender = c.Sender,
            Clocks = [.. c.Clocks.Select(k => Seen(k, zh, en))],
            Ladder = c.Ladder, Tasks = c.Tasks, Documents = c.Documents, Links = [.. c.Links.Where(l => !l.SealedSideOnly || c.Flags.Sealed)],
            Mediations = c.Mediations, Reviews = c.Reviews, WaivedWindows = c.WaivedWindows, Successions = c.Successions,
            OpinionBodies = [.. c.Opinion?.Issued.Select(o => o.Body) ?? []], Remedies = ReviewBodies.All(c, reference), SupervisionOrders = c.SupervisionOrders,
            Dissuasions = c.Dissuasions, Attachments = c.Attachments, Recording = c.Recording,
            Accountability = [.. c.AccountabilityRecords.Select(r => new AccountabilitySeen(r, r.IsPassed ? [] : Clauses.Missing(r)))],
            Accusation = c.Flags.Sealed ? Seen(c, reference) : null, NamedStaff = c.Flags.Sealed && actor.Has(Roles.Discipline) ? c.NamedStaff : [],
            Offers = offers,
            Handlers = offers.Main.Any(o => o.Verb == "assignHandler") ? [.. Handling.PossibleHandlers(c, today, reference).Select(p => p.Id)] : [],
            Desks = offers.Ambient.Any(o => o.Verb == "handToDiscipline") ? SealedDesk.InOrder(c, reference) : [],
            Parked = [.. loaded.Instances.Where(i => i.Parked).Select(i => new ParkedWorkflow(i.No, i.DefinitionId, i.ParkedReason, i.UpdatedAt, InstanceName.Of(c.Key.Id, i.No)))],
            Owed = [.. Ladder.Owed(c, actor, reference, today).Select(e => e.No)], FileRequests = c.FileRequests, BulletinMarks = c.BulletinMarks,
            Words = words,
        };
        if (sight.IsKeptFrom)
            file = WithoutNames(file, KeptNames.Of(c, Any));
        if (Cases.Access.SeesExtractOnly(actor, c, reference))
            return ForOffice(file, c, actor);
        return c.Flags.Sealed && !actor.IsSystem && !actor.Has(Roles.Discipline) ? ForSorter(file) : file;
    }

    /// <summary>The name is not read in the words either.</summary>
    private static CaseFile WithoutNames(CaseFile file, IReadOnlyList<string> names) => file with
    {
        Title = KeptNames.Without(file.Title, names), LateReason = file.LateReason is { } late ? KeptNames.Without(late, names) : null,
        Parts = [.. file.Parts.Select(p => p with
        {
            Text = KeptNames.Without(p.Text, names), Facts = Bare(p.Facts, names), Basis = Bare(p.Basis, names), Aid = Bare(p.Aid, names),
        })],
        Words = file.Words.ToDictionary(w => w.Key, w => KeptNames.Without(w.Value, names)),
        Documents = [.. file.Documents.Select(d => d with { Services = [.. d.Services.Select(s => s with { Recipient = KeptNames.Without(s.Recipient, names) })] })],
    };

    private static string? Bare(string? words, IReadOnlyList<string> names) => words is null ? null : KeptNames.Without(words, names);

    /// <summary>T27: whoever sorts an accusation sees its title and the days of the hand-over; not what is said, of whom and by whom.</summary>
    private static CaseFile ForSorter(CaseFile file) => file with
    {
        Parts = [.. file.Parts.Select(p => p with { Text = "" })], People = [], Words = new Dictionary<int, string>(), LateReason = null, Sender = null,
        Location = null, AffiliatedUnit = null, ResponsibleUnit = null, PeopleCount = 0, RegisteredBy = "", Ladder = [], Tasks = [.. file.Tasks.Where(t => t.Role == Roles.Triage)],
        Documents = [], Links = [], Dissuasions = [], Accusation = null, Accountability = [], SupervisionOrders = [],
    };

    /// <summary>The minimum extract of a hand-up: the request, the dates and the steps; who asked, records and papers stay with the file.</summary>
    private static CaseFile ForOffice(CaseFile file, Case c, Actor actor)
    {
        var own = c.FileRequests.Where(r => r.Unit == actor.Unit).ToList();
        var asked = own.SelectMany(r => new[] { r.Reason, r.DecisionReason ?? 0 }).ToHashSet();
        return file with
        {
            ExtractOnly = true, FileRequests = own, Words = file.Words.Where(w => asked.Contains(w.Key)).ToDictionary(w => w.Key, w => w.Value),
            Parts = [.. file.Parts.Select(p => p with { Facts = null, Basis = null, Aid = null })], People = [], LateReason = null, Sender = null,
            Location = null, AffiliatedUnit = null, RegisteredBy = "", Handler = null, Tasks = [.. file.Tasks.Where(t => t.Assignee == actor.Id || t.Unit == actor.Unit)],
            Documents = [], Links = [], Mediations = [], Reviews = [], Successions = [], SupervisionOrders = [], Accountability = [], Attachments = [],
            Recording = null, Parked = [], Accusation = null,
        };
    }

    public static ClockSeen Seen(Clock clock, Reference reference) =>
        Seen(clock, new Say(Texts.Chinese, reference), new Say(Texts.English, reference));

    private static ClockSeen Seen(Clock clock, Say zh, Say en) => new(clock, Explain.Why(clock, zh), Explain.Why(clock, en));

    private static AccusationSeen Seen(Case c, Reference reference)
    {
        var a = c.Accusation;
        return new(Retaliation.IsAbout(c, reference), a.ContactedAt, a.MeasureAt, a.ToldAt, a.ConcludedAt, a.ConcludedAt is null ? null : c.EndingResult, a.Findings);
    }

    private static IReadOnlyList<string> FlagsOf(CaseFlags flags) =>
    [
        .. new (bool On, string Name)[]
        {
            (flags.Emergency, "emergency"), (flags.Sealed, "sealed"), (flags.Confidential, "confidential"), (flags.Restricted, "restricted"),
            (flags.Joint, "joint"), (flags.LeadCase, "leadCase"), (flags.Supervised, "supervised"), (flags.Repeat, "repeat"), (flags.Anonymous, "anonymous"),
        }.Where(f => f.On).Select(f => f.Name),
    ];
}

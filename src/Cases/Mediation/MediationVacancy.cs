using System.Globalization;

namespace Petitions.Cases;

// A mediator who must stand aside (article 28, SOD-2) is replaced; the parties' days go on meanwhile.
public static partial class Mediation
{
    private const string Vacancy = "replaceMediator";

    /// <summary>Working days within which somebody is named; then the role above is asked to see to it.</summary>
    private const int VacancyWorkdays = 1;

    private static void VacancyRules(RuleBook book)
    {
        book.React<HandlerRecused>((step, recused) => StandAside(step, recused.Person));
        book.React<TaskOverdue>(AskAboveForMediator);
        book.WhenSettled(DropVacancies);
    }

    /// <summary>
    /// Of several mediators the others go on. A lone one is replaced by whoever may appoint; the parties hear of it, for they may choose
    /// (people's mediation law, article 19). The committee's other mediators see the open work as long as nobody is named.
    /// </summary>
    private static void StandAside(StepContext step, string person)
    {
        if (RunningWith(step.Case, person) is not { } file)
            return;
        if (file.Mediators.FirstOrDefault(m => !step.Case.Recused.Contains(m)) is { } remaining)
        {
            PutInPlace(step, file, new RefusedMediator(person, 0, step.HappenedAt, Recused: true), remaining);
            return;
        }
        var post = TaskRouting.Find(Roles.EstateHead, Roles.CommunityHead, step.Case, step.Reference, step.Day);
        step.OpenTask(new CaseTask
        {
            No = step.Case.NextId(), Kind = Vacancy, Role = post.Role, Unit = post.Unit, Assignee = post.Person, Offers = [Vacancy], OpenedAt = step.Now,
            DueAt = Local.EndOf(Transfers.NextWorkday(step, VacancyWorkdays)), About = AboutMediator(person),
        });
        Notices.Tell(step, post.Person ?? $"{post.Role}@{post.Unit}", "mediatorWanted", action: true, about: AboutMediator(person));
        foreach (var party in Parties(step.Case).Where(no => no > 0))
            Notices.Tell(step, string.Create(CultureInfo.InvariantCulture, $"P:{party}"), "mediatorRecused");
    }

    /// <summary>Named by the head who decided on the recusal, as the same order names the next handler.</summary>
    internal static void NameNext(StepContext step, string recused, string next)
    {
        if (RunningWith(step.Case, recused) is { } file && MayMediate(step, file, next))
            PutInPlace(step, file, new RefusedMediator(recused, 0, step.HappenedAt, Recused: true), next);
    }

    /// <summary>True while a mediation runs in which the person has a place.</summary>
    internal static bool IsMediatedBy(Case c, string person) => RunningWith(c, person) is not null;

    /// <summary>The mediation that goes on and in which the person has a place; null where police or court have settled the matter meanwhile.</summary>
    private static MediationFile? RunningWith(Case c, string person) => Current(c) is { IsRunning: true } file && file.Mediators.Contains(person) ? file : null;

    private static bool MayMediate(StepContext step, MediationFile file, string person) =>
        step.Reference.Person(person)?.Roles.Any(Conductors.Contains) == true && !step.Case.Recused.Contains(person)
        && !file.Mediators.Contains(person) && file.RefusedMediators.All(one => one.Mediator != person);

    private static void PutInPlace(StepContext step, MediationFile file, RefusedMediator before, string chosen)
    {
        step.Raise(new MediatorReplaced(file.No, before, chosen, step.Reference.Person(chosen)!.Unit));
        step.EndTasks(t => t is { Kind: Vacancy, Instance: null } && t.About == AboutMediator(before.Mediator), TaskStatus.Done, chosen);
        Notices.Tell(step, chosen, "mediatorChosen", action: true);
        Notices.Tell(step, before.Mediator, "mediatorReplaced");
    }

    private static void AskAboveForMediator(StepContext step, TaskOverdue overdue)
    {
        if (step.Case.Tasks.FirstOrDefault(t => t.No == overdue.No) is { Kind: Vacancy, Instance: null } task && Ladder.AddressAbove(step, task) is { } to)
            Notices.Tell(step, to, "mediatorWanted", action: true, about: task.About);
    }

    /// <summary>The mediation has ended, or a party has chosen: nobody need be named any more.</summary>
    private static void DropVacancies(StepContext step) =>
        step.EndTasks(t => t is { Kind: Vacancy, Instance: null } && (Current(step.Case) is not { IsRunning: true } file || file.Mediators.All(one => t.About != AboutMediator(one))),
            TaskStatus.Cancelled, "overtaken");

    private static string AboutMediator(string person) => $"mediator:{person}";
}

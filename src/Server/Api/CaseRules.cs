using FluentValidation;
using Petitions.Cases;

namespace Petitions.Server.Api;

// Amounts that make no sense whatever the law says, in the order that Commands.cs names. What all commands share stands in CommandRules.

internal abstract class RegistrationRules<T> : CommandRules<T> where T : Register
{
    protected RegistrationRules() => RuleFor(c => c.PeopleCount).InclusiveBetween(1, 100_000).WithErrorCode("amount");
}

internal sealed class RegisterRules : RegistrationRules<Register>;

internal sealed class SaveDraftRules : RegistrationRules<SaveDraft>;

internal sealed class RegisterDraftRules : RegistrationRules<RegisterDraft>;

internal sealed class HearingRules : CommandRules<RecordHearing>
{
    public HearingRules() => RuleFor(c => c.To).GreaterThanOrEqualTo(c => c.From).WithErrorCode("order");
}

internal sealed class ExtensionRules : CommandRules<RequestExtension>
{
    public ExtensionRules() => RuleFor(c => c.Days).GreaterThan(0).WithErrorCode("amount");
}

internal sealed class RateRules : CommandRules<Rate>
{
    public RateRules() => RuleFor(c => c.Stars).InclusiveBetween(1, 5).WithErrorCode("amount");
}

internal sealed class EducationRules : CommandRules<RecordEducation>
{
    public EducationRules()
    {
        RuleFor(c => c.Expected).InclusiveBetween(0, 100_000).WithErrorCode("amount");
        RuleFor(c => c.Attended).InclusiveBetween(0, 100_000).WithErrorCode("amount");
    }
}

internal sealed class ClassifyRules : CommandRules<Classify>
{
    public ClassifyRules() => RuleFor(c => c.Part).GreaterThan(0).WithErrorCode("amount");
}

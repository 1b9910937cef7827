namespace Petitions.Tests.Integration.Server.Provoked;

/// <summary>The fictional staff who give the orders, by what they are.</summary>
internal static class People
{
    public const string Clerk = "STF-008", Sorter = "STF-011", EstateHead = "STF-007", CommunityHead = "STF-001", Mediator = "STF-013", Leader = "STF-003";
    public const string Handler = "STF-029", OtherHandler = "STF-030", Head = "STF-042", Supervisor = "STF-047", Duty = "STF-054", Police = "STF-056";
    public const string EnterpriseDesk = "STF-083", EnterpriseHead = "STF-084", DrillingHandler = "STF-078", DrillingHead = "STF-081", Discipline = "STF-050";

    public const string Reviewer = "STF-052", Reexaminer = "STF-053";

    /// <summary>The only one of the staff who is away for days (3 to 14 August 2026).</summary>
    public const string AwayInAugust = "STF-010";

    /// <summary>The first petitioner, with number and query code.</summary>
    public const string Petitioner = "P";
}

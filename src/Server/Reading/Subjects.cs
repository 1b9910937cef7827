using Petitions.Cases;

namespace Petitions.Server.Reading;

/// <summary>
/// Whether a case holds anything that a verb could be about: nobody is offered the reply to an order that was not issued. Coarser than the
/// rules, which alone decide; a verb that is not named here is always about the case itself.
/// </summary>
internal static class Subjects
{
    public static bool HoldsOne(Case c, string verb) => verb switch
    {
        "recordCauses" or "recordResponsible" or "recordNobodyAtFault" or "recordEducation" or "recordRectification" or "verifyAccountability"
            or "deferAccountability" => c.AccountabilityRecords.Any(r => r.IsOpen),
        "recordFollowUp" or "correctAccountability" or "writeCaseNote" => c.AccountabilityRecords.Any(r => r is { IsPassed: true, CorrectedBy: null }),
        "decideRecurrence" => c.AccountabilityRecords.Any(r => r.IsPassed && r.Recurrences.Any(found => found.Same is null)),
        "replyToSupervision" => Orders(c, SupervisionStatus.Issued, SupervisionStatus.Returned),
        "verifySupervision" => Orders(c, SupervisionStatus.Replied),
        "openEmergency" => c.Emergency is not { IsOn: true },
        "standDownEmergency" => c.Emergency is { IsOn: true },
        "recordEmergencyContact" or "recordOnSite" or "recordEmergencyStatus" => c.Emergency is not null,
        "retryWorkflow" or "skipWorkflowStep" or "cancelWorkflow" or "breakGlass" => c.ParkedInstances.Count > 0,
        "finishTask" => c.Tasks.Any(IsByHand),
        "decideReopen" => c.ReopenAsked is not null,
        "confirmWithdrawal" => c.Withdrawals.Any(w => w.Outcome == "asked"),
        "revokeWithdrawal" => c.Withdrawals.Any(w => w.Outcome is "asked" or "confirmed"),
        "approveExtension" => c.ExtensionAsked is not null,
        "answerEscalation" => c.Ladder.Any(IsWaiting),
        "decideFile" => c.FileRequests.Any(r => r.Granted is null),
        "replyToSender" => c.Sender is not null,
        "serveDocument" => c.Documents.Any(d => d.Voided is null),
        "voidDocument" => c.Documents.Any(VoidedDocuments.MayBe),
        "convertToOrdinary" => c.Simple,
        "recordConsent" or "describeParty" or "replaceMediator" or "joinMediation" or "extendMediation" => c.Mediations.Any(m => m.IsRunning),
        "pauseMediation" => c.RunningClock(Mediation.ClockCode) is not null,
        "resumeMediation" => c.RunningOrSuspended(Mediation.ClockCode) is { Status: ClockStatus.Suspended },
        "reportSuspectedCrime" => c.Mediations.Any(m => m.Kind == MediationFile.People),
        "recordOralAgreement" => c.Mediations.Any(m => m.LacksOralRecord),
        "recordPerformance" => c.Mediations.SelectMany(m => m.Performance).Concat(c.Reviews.SelectMany(r => r.Performance)).Any(p => p.DoneOn is null),
        "recordConfirmation" => c.Mediations.Any(m => m is { Kind: MediationFile.People, Agreement.NotConfirmable: null }),
        "decideNamesake" => c.NamedStaff.Count > 0,
        "tellEnforcement" => c.Mediations.Any(m => m.Status == MediationStatus.Breached),
        "signObjection" => c.CurrentTransfer?.Objection is { SignedBy: null, Accepted: null },
        _ => true,
    };

    /// <summary>A task that no other verb ends: somebody says that it is done.</summary>
    public static bool IsByHand(CaseTask task) => task.Status == Cases.TaskStatus.Open && (task.Offers.Count == 0 || task.Offers.Contains("finishTask"));

    /// <summary>A rung or a request by hand that has been delivered and not answered.</summary>
    public static bool IsWaiting(LadderEntry entry) =>
        entry is { FiredAt: not null, Answer: null, AnsweredAt: null, CancelledAt: null } && (entry.Rung > 0 || entry is { Step: "byHand", UnansweredAt: null });

    private static bool Orders(Case c, params SupervisionStatus[] statuses) => c.SupervisionOrders.Any(o => statuses.Contains(o.Status));
}

using Petitions.Engine;

namespace Petitions.Cases.Activities;

/// <summary>An activity of the toolbox "petitions": reads the case, asks through the <see cref="CaseHost"/>.</summary>
internal abstract class PetitionActivity : Activity
{
    protected const string Intake = "信访受理", Handling = "办理", Clocks = "时限与升级", Documents = "文书与送达", Accountability = "三不放过", Messages = "通知";

    protected static CaseHost Host(ActivityContext context) => context.Host<CaseHost>();

    protected static PortDescriptor Port(string name, string zh) => new(name, PortKind.Flow, zh);

    protected static InputDescriptor Text(string name, string zh, string description = "", string? standard = null) =>
        new(name, "String") { DisplayName = zh, Description = description, UiHint = "singleline", DefaultValue = standard };

    protected static InputDescriptor Number(string name, string zh, string description, int? standard = null) =>
        new(name, "Int32") { DisplayName = zh, Description = description, UiHint = "singleline", DefaultValue = standard };

    protected static InputDescriptor Choice(string name, string zh, string description, string? standard, params (string Text, string Value)[] items) =>
        new(name, "String")
        {
            DisplayName = zh, Description = description, UiHint = "dropdown", DefaultValue = standard,
            UiSpecifications = InputDescriptor.Dropdown(items),
        };

    protected const string Yes = "Yes", No = "No";

    protected static IReadOnlyList<PortDescriptor> YesOrNo { get; } = [Port(Yes, "是"), Port(No, "否")];

    protected static InputDescriptor Role(string name, string zh, string description, string? standard = null) =>
        Choice(name, zh, description, standard, RoleNames);

    /// <summary>Roles that a step can be given to, as a designer sees them.</summary>
    private static readonly (string Text, string Value)[] RoleNames =
    [
        ("接访登记员", Roles.Intake), ("受理审核员", Roles.Triage), ("承办人", Roles.Handler), ("承办单位负责人", Roles.UnitHead),
        ("人民调解员", Roles.Mediator), ("楼栋长", Roles.Building), ("地段长", Roles.Section), ("综合办主任", Roles.EstateHead),
        ("社区综治信访办主任", Roles.CommunityHead), ("包案领导", Roles.Leader), ("值班长", Roles.Duty), ("督查员", Roles.Supervisor),
        ("社区民警", Roles.Police), ("镇政府联络员", Roles.Town), ("纪检信访员", Roles.Discipline),
    ];
}

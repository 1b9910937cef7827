namespace Petitions.Engine;

/// <summary>
/// An object of a .NET type of Elsa, such as the result of ExecuteWorkflow. Scripts list its members in PascalCase but may also read them in
/// camelCase.
/// </summary>
internal sealed class ResultRecord : Dictionary<string, object?>
{
    public ResultRecord()
    {
    }

    public ResultRecord(IDictionary<string, object?> members) : base(members)
    {
    }
}

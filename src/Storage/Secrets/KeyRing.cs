
namespace Petitions.Storage;

/// <summary>
/// The keys with which servers protect cookies and forms, shared by all of them. Synchronous, because the framework that asks for them is.
/// </summary>
public sealed class KeyRing(Database database)
{
    public IReadOnlyList<string> All()
    {
        using var command = database.App.CreateCommand("select xml from data_protection_keys order by name");
        using var row = command.ExecuteReader();
        var keys = new List<string>();
        while (row.Read())
            keys.Add(row.GetString(0));
        return keys;
    }

    public void Add(string name, string xml)
    {
        using var command = database.App.CreateCommand("insert into data_protection_keys (name, xml) values ($1, $2) on conflict (name) do nothing");
        command.Parameters.AddRange(new[] { Sql.Text(name), Sql.Text(xml) });
        command.ExecuteNonQuery();
    }
}

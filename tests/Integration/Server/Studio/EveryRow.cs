namespace Petitions.Tests.Integration.Server.Studio;

/// <summary>A picture of every row of every table: equal pictures, nothing at all was kept or sent.</summary>
public static class EveryRow
{
    public static async Task<string> OfAsync(ServedTown town)
    {
        var tables = await town.Rows.ListAsync<string>("select table_name::text from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE' order by 1");
        Assert.Contains("outbox", tables);
        var picture = new List<string>();
        foreach (var table in tables)
            picture.Add(await town.Rows.ScalarAsync<string>(
                $"select '{table} ' || count(*) || ' ' || coalesce(md5(string_agg(md5(t::text), '' order by md5(t::text))), '') from \"{table}\" t"));
        return string.Join('\n', picture);
    }
}

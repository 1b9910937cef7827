using Petitions.Cases;

namespace Petitions.Server.Uploading;

/// <summary>
/// The full list of a joint petition, as it is pasted from a table or saved as CSV: one person a line, name, telephone and address parted by
/// tabs, commas or semicolons; a line of headings is passed over. Either every line is right or none is taken, and each wrong one is named.
/// </summary>
public static class PeopleList
{
    private const int MostPeople = 2000, LongestName = 50, LongestAddress = 200;

    /// <summary>Rows of the form below it were typed by hand.</summary>
    private const int FirstOfList = 10_000;

    private static readonly string[] Headings = ["姓名", "name"];
    private static readonly char[] Separators = ['\t', ',', '，', ';', '；'];

    /// <exception cref="Refused">PEOPLE_LIST_INVALID with every wrong line; FIELD_INVALID (tooMany).</exception>
    public static IReadOnlyList<NamedPerson> Read(string text)
    {
        var (people, wrong, seen) = (new List<NamedPerson>(), new List<MissingItem>(), new HashSet<string>());
        var lines = text.Replace("\uFEFF", "", StringComparison.Ordinal).ReplaceLineEndings("\n").Split('\n');
        for (var i = 0; i < lines.Length; i++)
        {
            var cells = Cells(lines[i]);
            if (cells.All(c => c.Length == 0) || Headings.Contains(cells[0].ToLowerInvariant()))
                continue;
            if (Fault(cells, seen) is { } fault)
                wrong.Add(new(fault, $"row:{i + 1}"));
            else
                people.Add(new NamedPerson("listed", cells[0], At(cells, 1), At(cells, 2)));
        }
        if (wrong.Count > 0)
            throw Refusals.PeopleListInvalid(wrong);
        return people.Count > MostPeople ? throw Refusals.FieldInvalid("peopleList", "tooMany") : people;
    }

    /// <summary>The form with the people of its list, pasted (<c>peopleList</c>) or as a file (<c>peopleFile</c>), after those that were typed.</summary>
    /// <exception cref="Refused">As <see cref="Read"/>.</exception>
    public static async Task<IFormCollection> TakenInAsync(IFormCollection form, CancellationToken token)
    {
        var text = form["peopleList"].ToString();
        if (form.Files.GetFile("peopleFile") is { Length: > 0 } file)
        {
            using var reader = new StreamReader(file.OpenReadStream(), System.Text.Encoding.UTF8);
            text += "\n" + await reader.ReadToEndAsync(token);
        }
        var fields = form.ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        var people = Read(text);
        for (var i = 0; i < people.Count; i++)
            foreach (var (name, value) in new[] { ("role", people[i].Role), ("name", people[i].Name?.Value), ("phone", people[i].Phone?.Value), ("address", people[i].Address?.Value) })
                if (value is not null)
                    fields[$"people[{FirstOfList + i}].{name}"] = value;
        var files = new FormFileCollection();
        files.AddRange(form.Files.Where(f => f.Name != "peopleFile"));
        return new FormCollection(fields, files);
    }

    /// <summary>The form as it is shown again: what was taken in since stays, the people of the list stand in the list alone.</summary>
    public static IFormCollection Without(IFormCollection form, IFormCollection typed) => new FormCollection(
        form.Where(f => !f.Key.StartsWith("people[", StringComparison.Ordinal) || typed.ContainsKey(f.Key)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal));

    /// <summary>The form that a page carries on to its next step: the people of the list as rows of their own, its text no more.</summary>
    public static IReadOnlyList<KeyValuePair<string, string>> TypedOut(IFormCollection form) =>
        [.. form.Where(f => f.Key is not ("token" or "peopleList")).SelectMany(f => f.Value.Select(v => KeyValuePair.Create(f.Key, v ?? "")))];

    private static string? Fault(List<string> cells, HashSet<string> seen)
    {
        var digits = string.Concat((At(cells, 1) ?? "").Where(char.IsDigit));
        return cells[0].Length == 0 ? "noName"
            : cells.Count > 3 ? "tooManyColumns"
            : cells[0].Length > LongestName || (At(cells, 2)?.Length ?? 0) > LongestAddress ? "tooLong"
            : At(cells, 1) is { } phone && (digits.Length < 7 || digits.Length > 20 || phone.Any(char.IsLetter)) ? "noPhone"
            : !seen.Add($"{cells[0]}\n{digits}") ? "twice" : null;
    }

    private static string? At(List<string> cells, int i) => cells.Count > i && cells[i].Length > 0 ? cells[i] : null;

    /// <summary>Cells may stand in quotes, with a quote inside written twice.</summary>
    private static List<string> Cells(string line)
    {
        var (cells, cell, quoted) = (new List<string>(), new System.Text.StringBuilder(), false);
        for (var i = 0; i < line.Length; i++)
        {
            if (line[i] == '"' && quoted && i + 1 < line.Length && line[i + 1] == '"')
                cell.Append(line[i++]);
            else if (line[i] == '"')
                quoted = !quoted;
            else if (!quoted && Separators.Contains(line[i]))
                End();
            else
                cell.Append(line[i]);
        }
        End();
        return cells;

        void End()
        {
            cells.Add(cell.ToString().Trim());
            cell.Clear();
        }
    }
}

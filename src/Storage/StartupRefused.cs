using System.Globalization;
using System.Resources;

namespace Petitions.Storage;

/// <summary>
/// The server cannot start, and the person who runs it can mend that. <see cref="Exception.Message"/> holds the sentence
/// in Chinese and, on the next line, in English; the host prints it without a stack trace and ends with code 1.
/// </summary>
public sealed class StartupRefused : Exception
{
    private static readonly ResourceManager _texts = new("Petitions.Storage.StartupTexts", typeof(StartupRefused).Assembly);

    internal StartupRefused(string code, params object?[] facts) : base(Sentences(code, facts)) => Code = code;

    internal StartupRefused(string code, Exception cause, params object?[] facts) : base(Sentences(code, facts), cause) => Code = code;

    /// <summary>Stable, for tests and scripts: DATA_FOLDER_IN_USE, MIGRATION_CHANGED, …; all of them stand in StartupTexts.resx.</summary>
    public string Code { get; }

    private static string Sentences(string code, object?[] facts) =>
        Sentence(code, "zh-Hans", facts) + "\n" + Sentence(code, "en", facts);

    private static string Sentence(string code, string culture, object?[] facts) =>
        string.Format(CultureInfo.InvariantCulture, _texts.GetString(code, CultureInfo.GetCultureInfo(culture))!, facts);
}

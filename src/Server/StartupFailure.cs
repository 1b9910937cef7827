using System.Net.Sockets;
using Petitions.Cases;
using Petitions.Server.Rehearsal;
using Petitions.Storage;

namespace Petitions.Server;

/// <summary>
/// Why the program could not start, where the person who runs it can mend that: a sentence in each language, no stack trace, exit code 1. Anything
/// else is a bug and is shown as one.
/// </summary>
public static class StartupFailure
{
    /// <summary>Null for a bug.</summary>
    public static string? SentencesOf(Exception e) => e switch
    {
        StartupRefused or SettingsRefused => e.Message,
        OperationCanceledException => Both("startup.stopped"),
        Refused refused => Both("refusal." + refused.Code, [.. refused.Arguments]),
        RehearsalFileInvalid or InvalidDataException or FileNotFoundException => Both("startup.fileUnreadable", e.Message),
        UnauthorizedAccessException => Both("startup.fileDenied", e.Message),
        _ when PostgresFailure.Of(e).Trouble is not PostgresTrouble.None => Both("startup.databaseLost", e.Message),
        _ => null,
    };

    /// <summary>The server could not listen where it should; null if something else went wrong.</summary>
    public static SettingsRefused? Listening(Exception e, string urls) => Causes(e).OfType<SocketException>().FirstOrDefault()?.SocketErrorCode switch
    {
        SocketError.AddressAlreadyInUse => new([Both("startup.portInUse", urls)]),
        SocketError.AccessDenied => new([Both("startup.portDenied", urls)]),
        SocketError.AddressNotAvailable or SocketError.HostNotFound => new([Both("startup.addressNotHere", urls)]),
        _ => e is InvalidOperationException { Source: "Microsoft.AspNetCore.Server.Kestrel.Core" } ? new([Both("startup.listening", urls, e.Message)]) : null,
    };

    private static IEnumerable<Exception> Causes(Exception e) =>
        e is AggregateException many ? many.InnerExceptions.SelectMany(Causes) : e.InnerException is { } cause ? Causes(cause).Prepend(e) : [e];

    private static string Both(string key, params object?[] facts) => Texts.Chinese.Say(key, facts) + "\n" + Texts.English.Say(key, facts);
}

using System.Net.Sockets;
using Npgsql;

namespace Petitions.Storage;

/// <summary>What PostgreSQL's "no" means for whoever asked.</summary>
public enum PostgresTrouble
{
    /// <summary>Not PostgreSQL's doing, or a mistake of ours: a bug, not to be tried again.</summary>
    None,

    /// <summary>
    /// Lost a race or lost the connection: the same step may succeed when decided again. A connection that is lost during
    /// the commit leaves open whether it took place; the step's version guard and its idempotency key settle that.
    /// </summary>
    Retry,

    /// <summary>A unique constraint spoke (a key taken meanwhile); its name is in <see cref="PostgresFailure.Constraint"/>.</summary>
    Unique,

    /// <summary>No database to be had at present: refused, full, starting, out of connections. The door answers 503.</summary>
    Unavailable,
}

/// <summary>An exception of Npgsql, read once in one place.</summary>
public sealed record PostgresFailure(PostgresTrouble Trouble, string? Constraint = null)
{
    public static PostgresFailure Of(Exception exception) => exception switch
    {
        PostgresException e => OfState(e),
        // The driver gave up waiting, for a connection of the pool or for an answer: waiting again makes it worse.
        NpgsqlException { InnerException: TimeoutException } => new(PostgresTrouble.Unavailable),
        NpgsqlException { InnerException: SocketException e } when IsNobodyThere(e) => new(PostgresTrouble.Unavailable),
        NpgsqlException { InnerException: IOException or SocketException } or NpgsqlException { IsTransient: true } => new(PostgresTrouble.Retry),
        IOException or SocketException => new(PostgresTrouble.Retry),
        _ => new(PostgresTrouble.None),
    };

    /// <summary>A letter was given that no text can hold (U+0000, half of a pair): whoever sent it has to mend it.</summary>
    public static bool IsOfLetters(Exception exception) =>
        exception is PostgresException { SqlState: PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter };

    private static PostgresFailure OfState(PostgresException e) => e.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => new(PostgresTrouble.Unique, e.ConstraintName),
        PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected => new(PostgresTrouble.Retry),
        // Ended by an administrator or by a crash of another connection: the next connection may find it well.
        PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown => new(PostgresTrouble.Retry),
        PostgresErrorCodes.CannotConnectNow or PostgresErrorCodes.QueryCanceled => new(PostgresTrouble.Unavailable),
        ['0', '8', ..] => new(PostgresTrouble.Retry),
        // 53: disk, memory or connections used up. 25006: a read-only stand-by. 28 and 3D000: sign-in or database refused.
        ['5', '3', ..] or ['2', '8', ..] => new(PostgresTrouble.Unavailable),
        PostgresErrorCodes.ReadOnlySqlTransaction or PostgresErrorCodes.InvalidCatalogName => new(PostgresTrouble.Unavailable),
        _ => new(PostgresTrouble.None),
    };

    /// <summary>Refused, or (on a unix socket) no such file: no postmaster listens.</summary>
    private static bool IsNobodyThere(SocketException e) => e.SocketErrorCode
        is SocketError.ConnectionRefused or SocketError.AddressNotAvailable or SocketError.HostNotFound or SocketError.HostUnreachable
        or SocketError.TryAgain or SocketError.NetworkUnreachable;
}

namespace Petitions.Cases;

/// <summary>Makes a <see cref="Reference"/> from the JSON documents of the seeds (or their copies in the database). No I/O.</summary>
public static partial class ReferenceReader;

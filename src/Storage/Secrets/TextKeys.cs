using System.Security.Cryptography;
using System.Text;

namespace Petitions.Storage;

/// <summary>
/// Encrypts what says who somebody is (AES-256-GCM) and makes the keyed digests by which the same name, telephone or query code is found again.
/// Sealed and confidential words have a key of their own. All keys follow from one master key of 32 bytes, which every server of an
/// installation must be given: without it nobody can read names again.
/// </summary>
public sealed class TextKeys
{
    private const int NonceBytes = 12, TagBytes = 16;

    private readonly byte[] _persons, _locked, _digests, _files;

    public TextKeys(byte[] master)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(master.Length, 32);
        (_persons, _locked, _digests, _files) = (Derive(master, "persons"), Derive(master, "locked"), Derive(master, "digests"), Derive(master, "files"));
    }

    /// <summary>The key of a data folder, made with the folder at the first start; the file is for its owner alone.</summary>
    /// <exception cref="StartupRefused">DATA_FOLDER_NOT_WRITABLE, KEY_UNREADABLE.</exception>
    public static TextKeys OfFolder(string folder)
    {
        var path = Path.Combine(folder, "master.key");
        try
        {
            Directory.CreateDirectory(folder);
            if (!File.Exists(path))
                MakeKey(path);
            return new TextKeys(Convert.FromBase64String(File.ReadAllText(path).Trim()));
        }
        catch (Exception e) when (e is FormatException or ArgumentOutOfRangeException)
        {
            throw new StartupRefused("KEY_UNREADABLE", e, path);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or IOException)
        {
            throw new StartupRefused("DATA_FOLDER_NOT_WRITABLE", e, folder, e.Message);
        }
    }

    /// <summary>Written whole under another name first: a second server that starts at the same moment reads this key or brings none of its own.</summary>
    private static void MakeKey(string path)
    {
        var draft = $"{path}.{Guid.NewGuid():N}";
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(draft, options))
        {
            file.Write(Encoding.ASCII.GetBytes(Convert.ToBase64String(RandomNumberGenerator.GetBytes(32))));
            file.Flush(flushToDisk: true); // before the name: a power cut must not leave a key of no bytes
        }
        try
        {
            File.Move(draft, path);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft); // the other server's key counts
        }
    }

    internal byte[] LockPerson(string words) => Lock(_persons, Encoding.UTF8.GetBytes(words));

    internal string OpenPerson(byte[] cipher) => Encoding.UTF8.GetString(Open(_persons, cipher));

    internal byte[] LockSealed(string words) => Lock(_locked, Encoding.UTF8.GetBytes(words));

    internal string OpenSealed(byte[] cipher) => Encoding.UTF8.GetString(Open(_locked, cipher));

    internal byte[] LockFile(byte[] content, bool locked) => Lock(locked ? _locked : _files, content);

    internal byte[] OpenFile(byte[] cipher, bool locked) => Open(locked ? _locked : _files, cipher);

    /// <summary>The same words give the same digest, and nobody without the key can try out names. The use keeps kinds apart.</summary>
    internal byte[] Digest(string use, string words) => HMACSHA256.HashData(_digests, Encoding.UTF8.GetBytes($"{use}\n{words}"));

    private static byte[] Derive(byte[] master, string use) => HKDF.DeriveKey(HashAlgorithmName.SHA256, master, 32, info: Encoding.ASCII.GetBytes($"petitions {use}"));

    private static byte[] Lock(byte[] key, byte[] plain)
    {
        var cipher = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = cipher.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(key, TagBytes);
        aes.Encrypt(nonce, plain, cipher.AsSpan(NonceBytes, plain.Length), cipher.AsSpan(NonceBytes + plain.Length));
        return cipher;
    }

    private static byte[] Open(byte[] key, byte[] cipher)
    {
        var plain = new byte[cipher.Length - NonceBytes - TagBytes];
        using var aes = new AesGcm(key, TagBytes);
        aes.Decrypt(cipher.AsSpan(0, NonceBytes), cipher.AsSpan(NonceBytes, plain.Length), cipher.AsSpan(NonceBytes + plain.Length), plain);
        return plain;
    }
}

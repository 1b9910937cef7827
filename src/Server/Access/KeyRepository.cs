using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Petitions.Storage;

namespace Petitions.Server.Access;

/// <summary>The keys that protect cookies, tokens and forms lie in the database, so that every server reads what another wrote.</summary>
public sealed class KeyRepository(KeyRing ring) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements() => [.. ring.All().Select(xml => XElement.Parse(xml))];

    public void StoreElement(XElement element, string friendlyName) => ring.Add(friendlyName, element.ToString(SaveOptions.DisableFormatting));
}

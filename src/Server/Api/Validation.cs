using FluentValidation;
using Petitions.Cases;

namespace Petitions.Server.Api;

/// <summary>Checks a command by the rules of its type, or by those of all commands where it has none of its own.</summary>
public static class Validation
{
    private static readonly Dictionary<Type, IValidator> Own = AssemblyScanner.FindValidatorsInAssembly(typeof(Validation).Assembly, includeInternalTypes: true)
        .Where(found => typeof(Command).IsAssignableFrom(found.InterfaceType.GenericTypeArguments[0]) && !found.ValidatorType.IsGenericType)
        .ToDictionary(found => found.InterfaceType.GenericTypeArguments[0], found => (IValidator)Activator.CreateInstance(found.ValidatorType)!);

    /// <exception cref="Refused">FIELD_INVALID with the path of the first finding; all of them stand in its list.</exception>
    public static T Checked<T>(this T command) where T : Command
    {
        var rules = Own.TryGetValue(typeof(T), out var own) ? (IValidator<T>)own : new CommandRules<T>();
        var found = rules.Validate(command).Errors;
        if (found.Count == 0)
            return command;
        var all = found.Select(f => (Path: PathOf(f.PropertyName), Why: f.ErrorCode)).Distinct().ToList();
        throw new Refused(400, "FIELD_INVALID", all[0].Path, all[0].Why) { Missing = [.. all.Select(f => new MissingItem(f.Why, f.Path))] };
    }

    private static string PathOf(string name) => string.Join('.', name.Split('.').Select(Shape.Camel));
}

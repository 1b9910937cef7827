using System.Collections;
using System.Reflection;
using FluentValidation;
using FluentValidation.Results;
using Petitions.Cases;

namespace Petitions.Server.Api;

/// <summary>
/// What every command must be before it reaches the desk: whole (no member is null that may not be), of sane size. What the
/// law asks stands in the rules of the cases, not here.
/// </summary>
internal class CommandRules<T> : AbstractValidator<T> where T : Command
{
    public const int LongestText = 20_000, LongestCode = 100, MostItems = 500;

    public CommandRules() => RuleFor(c => c).Custom((command, context) => Shape.Check(command, "", context));
}

/// <summary>Walks a command and everything in it.</summary>
internal static class Shape
{
    private static readonly NullabilityInfoContext Nullability = new();
    private static readonly Lock Guard = new();
    private static readonly Dictionary<Type, (PropertyInfo Property, bool Required)[]> Known = [];

    public static void Check<T>(object part, string path, ValidationContext<T> context)
    {
        foreach (var (property, required) in MembersOf(part.GetType()))
        {
            var at = path + Camel(property.Name);
            switch (property.GetValue(part))
            {
                case null when required: Fail(context, at, "required"); break;
                case Words words when required && words.IsBlank: Fail(context, at, "required"); break;
                case Words words when words.Value.Length > CommandRules<Command>.LongestText: Fail(context, at, "tooLong"); break;
                case string code when code.Length > CommandRules<Command>.LongestCode: Fail(context, at, "tooLong"); break;
                case string word when Vocabulary.Of(part.GetType(), property.Name) is { } known && !known.Words.Contains(word): Fail(context, at, "word"); break;
                case string or Words or null: break;
                case IEnumerable items: CheckItems(items, at, context); break;
                case { } inner when inner.GetType().Namespace == typeof(Command).Namespace && inner.GetType().IsClass: Check(inner, at + ".", context); break;
                default: break;
            }
        }
    }

    public static string Camel(string name) => name.Length == 0 ? name : char.ToLowerInvariant(name[0]) + name[1..];

    private static void CheckItems<T>(IEnumerable items, string at, ValidationContext<T> context)
    {
        var i = 0;
        foreach (var item in items)
        {
            if (i == CommandRules<Command>.MostItems)
            {
                Fail(context, at, "tooMany");
                return;
            }
            if (item is null)
                Fail(context, $"{at}[{i}]", "required");
            else if (item.GetType().IsClass && item is not string)
                CheckItem(item, $"{at}[{i}]", context);
            i++;
        }
    }

    private static void CheckItem<T>(object item, string at, ValidationContext<T> context)
    {
        if (item is Words words)
        {
            if (words.IsBlank)
                Fail(context, at, "required");
        }
        else
        {
            Check(item, at + ".", context);
        }
    }

    private static void Fail<T>(ValidationContext<T> context, string path, string why) =>
        context.AddFailure(new ValidationFailure(path, why) { ErrorCode = why });

    private static (PropertyInfo, bool)[] MembersOf(Type type)
    {
        lock (Guard)
            return Known.TryGetValue(type, out var members) ? members : Known[type] =
            [
                .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                    .Where(p => p.GetIndexParameters().Length == 0 && p.GetCustomAttribute<System.Text.Json.Serialization.JsonIgnoreAttribute>() is null && p.Name != "EqualityContract")
                    .Select(p => (p, !p.PropertyType.IsValueType && Nullability.Create(p).ReadState == NullabilityState.NotNull)),
            ];
    }
}

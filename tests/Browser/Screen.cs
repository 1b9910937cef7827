using System.Text.Json;
using System.Text.RegularExpressions;
using Microsoft.Playwright;

namespace Petitions.Tests.Browser;

/// <summary>What must hold on every screen, whoever sits before it; each fault in a few words.</summary>
public static partial class Screen
{
    private const string Read =
        """
        () => {
          const seen = e => !e.closest('script, style, textarea, code, .refusal-code, [aria-hidden=true], [lang]:not(html)');
          const own = e => [...e.childNodes].filter(n => n.nodeType === 3).map(n => n.textContent);
          const all = [...document.querySelectorAll('body, body *')].filter(seen);
          const short = e => e.outerHTML.slice(0, 140);
          return JSON.stringify({
            language: document.documentElement.lang,
            words: [document.title, ...all.flatMap(e => [...own(e), e.getAttribute('aria-label'), e.getAttribute('title'), e.getAttribute('placeholder'), e.tagName === 'OPTGROUP' ? e.label : null])]
              .map(t => (t ?? '').trim()).filter(t => t),
            unlabelled: [...document.querySelectorAll('input:not([type=hidden]), select, textarea')]
              .filter(e => !e.labels?.length && !e.ariaLabel && !e.getAttribute('aria-labelledby')).map(short),
            silent: [...document.querySelectorAll('table.list tbody, main ul, main ol, main select')].filter(e => !e.children.length).map(short)
              .concat([...document.querySelectorAll('.card')].filter(c => c.innerText.trim() === c.querySelector('h2')?.innerText.trim()).map(short)),
          });
        }
        """;

    /// <summary>How far the page reaches over the right edge, and the innermost elements that do.</summary>
    private const string Width =
        """
        () => {
          const over = document.documentElement.scrollWidth - window.innerWidth;
          return over <= 0 ? '' : over + ' px too wide: ' + [...document.querySelectorAll('main *, header *, footer *')]
            .filter(e => e.getBoundingClientRect().right > innerWidth && ![...e.children].some(c => c.getBoundingClientRect().right > innerWidth))
            .slice(0, 3).map(e => e.outerHTML.slice(0, 140)).join(' | ');
        }
        """;

    public static bool IsChinese(string text) => Chinese().IsMatch(text);

    /// <summary>Empty where the page fits.</summary>
    public static Task<string> TooWideAsync(IPage page) => page.EvaluateAsync<string>(Width);

    /// <param name="said">What people wrote or are called; that is in the language it is in.</param>
    public static async Task<IReadOnlyList<string>> FaultsAsync(IPage page, IEnumerable<string> said)
    {
        var read = JsonSerializer.Deserialize<Seen>(await page.EvaluateAsync<string>(Read), JsonSerializerOptions.Web)!;
        var house = read.Words.Select(w => said.Aggregate(Neutral().Replace(w, ""), (left, data) => left.Replace(data, "", StringComparison.Ordinal))).ToList();
        var foreign = read.Language == "en" ? Chinese() : Latin();
        return
        [
            .. read.Words.SelectMany(w => RawName().Matches(w)).Select(m => $"the name of a text: {m.Value}"),
            .. read.Words.SelectMany(w => MachineDay().Matches(w)).Select(m => $"a day for machines: {m.Value}"),
            .. house.SelectMany(w => RawCode().Matches(w)).Select(m => $"a code: {m.Value}"),
            .. house.Where(w => foreign.IsMatch(w)).Select(w => $"not {read.Language}: {w}"),
            .. read.Language == "en" ? [] : house.Where(w => HalfWidth().IsMatch(w)).Select(w => $"half-width marks: {w}"),
            .. read.Unlabelled.Select(e => $"no label: {e}"), .. read.Silent.Select(e => $"says nothing: {e}"),
        ];
    }

    /// <summary>The name of a text instead of the text: <c>page.tasks</c>, <c>mediation.Proposed</c>.</summary>
    [GeneratedRegex(@"\b[a-z][A-Za-z]+\.[A-Za-z]{2}[\w.]*")]
    public static partial Regex RawName();

    [GeneratedRegex(@"\b20\d\d-\d\d-\d\d(T|\b)|\b\d\d/\d\d/20\d\d\b")]
    public static partial Regex MachineDay();

    /// <summary>A code of the handbook or the data, or the name of a member: <c>STF-001</c>, <c>CLK-MED30</c>, <c>N-CLAIM</c>, <c>WRONG_STATE</c>, <c>handOver</c>.</summary>
    [GeneratedRegex(@"\b(STF-\d+|CLK-\w+|R-[A-Z]{3,}\b|N-[A-Z]{4,}|TR\d+\b|Petitions\.\w+|[A-Z]{3,}_[A-Z_]+|(NQ|COM|ENT|GOV|GRP)-(?!(\w+-)?20\d\d-)[A-Z]\w*|[a-z]{2,}[A-Z][a-z]\w*)")]
    private static partial Regex RawCode();

    /// <summary>The same in every language: numbers of cases, documents and orders, kinds of files, the name of a calendar, an account.</summary>
    [GeneratedRegex(@"(?<![A-Za-z])(NQ|COM|ENT|GRP|GOV)(-\w+)*-20\d\d-[a-z\u4e00-\u9fff-]+-\d{4}|(?<![A-Za-z])(NQ|COM|ENT)(-\w+)?-20\d\d-\d+(-[A-Z0-9]+)?|(?<![A-Za-z])(PDF|Word|Excel|MB|CSV|UTF|JSON|iCal|ics|C1|C2|C3)(?![A-Za-z])|\bcn-national-\d+\b|\bstf-\d+|[“‘]?[休班][”’]?(?= and |\.)")]
    private static partial Regex Neutral();

    [GeneratedRegex(@"[\u4e00-\u9fff]")]
    private static partial Regex Chinese();

    [GeneratedRegex(@"[A-Za-z]{2,}")]
    private static partial Regex Latin();

    /// <summary>Latin punctuation between Chinese characters.</summary>
    [GeneratedRegex(@"[\u4e00-\u9fff] ?[,:;!?()]|[,;()] ?[\u4e00-\u9fff]")]
    private static partial Regex HalfWidth();

    private sealed record Seen(string Language, IReadOnlyList<string> Words, IReadOnlyList<string> Unlabelled, IReadOnlyList<string> Silent);
}

namespace Petitions.Engine.Expressions;

/// <summary>
/// Makes a tree out of tokens, which are looked at here; statements, expressions and the rest stand in the files beside. Names are declared while parsing, so that scopes have
/// their shape before anything runs.
/// </summary>
internal sealed partial class Parser
{
    private const int DeepestNesting = 200;

    private static readonly HashSet<string> Reserved =
    [
        "break", "case", "catch", "class", "const", "continue", "debugger", "default", "delete", "do", "else", "export", "extends", "false",
        "finally", "for", "function", "if", "import", "in", "instanceof", "new", "null", "return", "super", "switch", "this", "throw", "true",
        "try", "typeof", "var", "void", "while", "with", "enum",
    ];

    private readonly string _source;
    private readonly List<Token> _tokens;
    private readonly Stack<Level> _levels = [];
    private int _at;
    private int _depth;
    private int _loops;
    private int _switches;
    private bool _strict;

    /// <summary>A scope under construction.</summary>
    private sealed class Level(bool isFunction)
    {
        public bool IsFunction => isFunction;
        public ScopeShape Shape { get; } = new();
        public List<(int Index, FunctionNode Code)> Functions { get; } = [];
        public bool UsesArguments { get; set; }
        public bool IsArrow { get; init; }
    }

    private Parser(string source)
    {
        _source = source;
        _tokens = new Lexer(source).All();
    }

    /// <summary>Names that occur as variables.NAME.</summary>
    public HashSet<string> VariableNames { get; } = new(StringComparer.Ordinal);

    public ScriptNames Names { get; } = new();

    public static (ScopeShape Shape, IReadOnlyList<(int Index, FunctionNode Code)> Functions, IReadOnlyList<Statement> Body, IReadOnlySet<string> VariableNames, ScriptNames Names)
        Parse(string source)
    {
        var parser = new Parser(source);
        var level = new Level(isFunction: true) { IsArrow = true };
        parser._levels.Push(level);
        var body = new List<Statement>();
        while (parser.Now.Kind != TokenKind.End) body.Add(parser.ParseStatement());
        return (level.Shape, level.Functions, body, parser.VariableNames, parser.Names);
    }

    private Token Now => _tokens[_at];

    private Token Ahead(int by = 1) => _tokens[Math.Min(_at + by, _tokens.Count - 1)];

    private bool IsTop => _levels.All(level => !level.IsFunction || level == _levels.Last());

    private EngineFault Unexpected(string? wanted = null)
    {
        var found = Now.Kind == TokenKind.End ? "the end of the script" : $"'{Now.Text}'";
        return Error(wanted is null ? $"Unexpected {found}." : $"{wanted} is expected, not {found}.");
    }

    private EngineFault Error(string sentence) => Lexer.Error(sentence, Now.Line, Now.Column);

    private bool IsMark(string mark) => Now.Kind == TokenKind.Mark && Now.Text == mark;

    private bool IsWord(string word) => Now is { Kind: TokenKind.Name, IsEscaped: false } && Now.Text == word;

    private bool TakeMark(string mark)
    {
        if (!IsMark(mark)) return false;
        _at++;
        return true;
    }

    private bool TakeWord(string word)
    {
        if (!IsWord(word)) return false;
        _at++;
        return true;
    }

    private void Expect(string mark)
    {
        if (!TakeMark(mark)) throw Unexpected($"'{mark}'");
    }

    private string ExpectName()
    {
        if (Now.Kind != TokenKind.Name || (Reserved.Contains(Now.Text) && !Now.IsEscaped)) throw Unexpected("A name");
        return _tokens[_at++].Text;
    }

    private void EndStatement()
    {
        if (TakeMark(";") || IsMark("}") || Now.Kind == TokenKind.End || Now.AfterNewline) return;
        throw Unexpected();
    }

    private void Descend()
    {
        if (++_depth > DeepestNesting) throw Error($"The script is nested deeper than {DeepestNesting} levels.");
    }

    private void Declare(string name, bool lexical, bool constant)
    {
        Names.Own.Add(name);
        var level = lexical ? _levels.Peek() : _levels.First(l => l.IsFunction);
        if (!lexical)
            foreach (var inner in _levels.TakeWhile(l => l != level))
                if (inner.Shape.Find(name) is >= 0 and var at && inner.Shape.IsLexical(at)) throw Error($"'{name}' has already been declared.");
        if (!level.Shape.Declare(name, lexical, constant)) throw Error($"'{name}' has already been declared.");
    }
}

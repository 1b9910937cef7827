namespace Petitions.Engine.Expressions;

internal enum ClassPart { Method, Getter, Setter, Field, Block }

/// <param name="Name">Null when it is computed.</param>
/// <param name="Code">The method; the value of a field as a function; null for a field without value.</param>
internal sealed record ClassMember(ClassPart Part, bool IsStatic, string? Name, Expr? Computed, FunctionNode? Code);

/// <summary>class A extends B { … }.</summary>
internal sealed class ClassExpr(
    ScopeShape shape, string? ownName, Expr? parent, FunctionNode? constructor, IReadOnlyList<ClassMember> members, string source) : Expr
{
    private string _name = ownName ?? "";

    public override void NameFunction(string name)
    {
        if (_name.Length == 0) _name = name;
    }

    public override JsValue Eval(Frame f) => Make(f, _name);

    public override JsValue EvalNamed(Frame f, string name) => Make(f, _name.Length == 0 ? name : _name);

    private JsValue Make(Frame f, string name)
    {
        var outer = f.Scope;
        f.Scope = new Scope(shape, outer);
        f.E.Allocate(400);
        var (above, prototypeAbove) = Parent(f);
        var prototype = new JsObject(prototypeAbove);
        var made = new JsClass(name, source, above, isDerived: parent is not null, prototype);
        prototype.Define("constructor", made, hidden: true);
        if (constructor is not null) made.Constructor = new JsClosure(constructor, f.Scope, f) { Home = prototype, Class = made };
        var later = new List<(string? Name, JsClosure? Code)>();
        foreach (var member in members) Add(f, made, prototype, member, later);
        if (ownName is not null) f.Scope.Values[0] = made;
        foreach (var (field, code) in later)
        {
            var value = code?.Call(f.E, made, []) ?? JsValue.Undefined;
            if (field is not null) made.Define(field, value);
        }
        f.Scope = outer;
        return made;
    }

    private (JsFunction? Class, JsObject? Prototype) Parent(Frame f)
    {
        if (parent is null) return (null, Builtins.ObjectPrototype);
        var value = parent.Eval(f);
        f.E.At = this;
        if (value.IsNull) return (null, null);
        if (value.Function is not { } function || value.Object is JsClosure { IsArrow: true }) throw f.E.TypeError($"Class extends value {JsConvert.Show(f.E, value)} is not a constructor or null");
        var prototype = function.Get(f.E, "prototype");
        return prototype.IsObject || prototype.IsNull ? (function, prototype.Object)
            : throw f.E.TypeError("Class extends value does not have valid prototype property undefined");
    }

    private static void Add(Frame f, JsClass made, JsObject prototype, ClassMember member, List<(string?, JsClosure?)> later)
    {
        f.E.Allocate(150);
        var on = member.IsStatic ? made : prototype;
        var key = member.Name ?? (member.Computed is null ? "" : JsConvert.ToKey(f.E, member.Computed.Eval(f)));
        var prefix = member.Part == ClassPart.Getter ? "get " : member.Part == ClassPart.Setter ? "set " : "";
        var code = member.Code is null ? null : new JsClosure(member.Code, f.Scope, f) { Home = on, OwnName = prefix + Symbols.Shown(key) };
        switch (member.Part)
        {
            case ClassPart.Method:
                on.Define(key, code!, hidden: true);
                break;
            case ClassPart.Getter or ClassPart.Setter:
                on.Define(key, Accessor(on, key, member.Part == ClassPart.Getter, code!), hidden: true);
                break;
            case ClassPart.Block:
                later.Add((null, code));
                break;
            case ClassPart.Field when member.IsStatic:
                later.Add((key, code));
                break;
            case ClassPart.Field:
                made.Fields.Add((key, code));
                break;
        }
    }

    private static JsAccessor Accessor(JsObject on, string key, bool isGetter, JsFunction code)
    {
        var known = on.TryGetOwn(key, out var there) ? there.As<JsAccessor>() : null;
        return isGetter ? new(code, known?.Setter) : new(known?.Getter, code);
    }
}

internal sealed class ClassStatement(Target name, ClassExpr made) : Statement
{
    public override Flow Run(Frame f)
    {
        name.Initialize(f, made.Eval(f));
        return Flow.Normal;
    }
}

/// <summary>super(…) in the constructor of a derived class.</summary>
internal sealed class SuperCall(IReadOnlyList<Expr> arguments) : Expr
{
    public override JsValue Eval(Frame f)
    {
        var owner = f.Owner;
        var made = owner.Function?.Class ?? throw f.E.SyntaxError("'super' keyword unexpected here");
        var args = Call.Arguments(f, arguments);
        f.E.At = this;
        if (made.Prototype as JsFunction is not { } parent || parent == Builtins.FunctionPrototype) throw f.E.TypeError("Super constructor null of anonymous class");
        var self = parent.Construct(f.E, args, owner.NewTarget!);
        if (!owner.Self.IsUnset) throw f.E.ReferenceError("Super constructor may only be called once");
        owner.Self = self;
        made.FillFields(f.E, self);
        return self;
    }
}

/// <summary>super.name and super[name]: looked for above the class, on the same object.</summary>
internal sealed class SuperMember(Expr key) : Expr
{
    public override JsValue Eval(Frame f) => Read(f).Function;

    public (JsValue Function, JsValue Self) Read(Frame f)
    {
        var name = JsConvert.ToKey(f.E, key.Eval(f));
        f.E.At = this;
        var owner = f.Owner;
        if (owner.Self.IsUnset) throw f.E.ReferenceError("Must call super constructor in derived class before accessing 'this' or returning from derived constructor");
        return (owner.Function?.Home?.Prototype?.Get(f.E, name, owner.Self) ?? JsValue.Undefined, owner.Self);
    }
}

/// <summary>A class as a value.</summary>
internal sealed class JsClass : JsFunction
{
    private readonly string _name;
    private readonly bool _isDerived;

    public JsClass(string name, string source, JsFunction? parent, bool isDerived, JsObject prototype)
    {
        (_name, Source, _isDerived) = (name, source, isDerived);
        if (parent is not null) Prototype = parent;
        Define("prototype", prototype, hidden: true);
    }

    public override string Name => _name;
    public override int Length => Constructor?.Length ?? 0;
    public override string Source { get; }

    public JsClosure? Constructor { get; set; }

    /// <summary>Values that every new object begins with; computed with the object as "this".</summary>
    public List<(string Name, JsClosure? Code)> Fields { get; } = [];

    public override JsValue Call(Evaluation e, JsValue self, JsValue[] args) => throw e.TypeError($"Class constructor {Name} cannot be invoked without 'new'");

    public override JsValue Construct(Evaluation e, JsValue[] args, JsFunction target)
    {
        e.Enter();
        var made = _isDerived ? Derive(e, args, target) : Begin(e, args, target);
        e.Leave();
        return made;
    }

    private JsValue Begin(Evaluation e, JsValue[] args, JsFunction target)
    {
        e.Allocate(64);
        JsValue made = new JsObject(target.Get(e, "prototype").Object ?? Builtins.ObjectPrototype);
        FillFields(e, made);
        return Constructor?.Run(e, made, args, target, out _) is { IsObject: true } other ? other : made;
    }

    private JsValue Derive(Evaluation e, JsValue[] args, JsFunction target)
    {
        if (Constructor is null)
        {
            if (Prototype as JsFunction is not { } parent || parent == Builtins.FunctionPrototype) throw e.TypeError("Super constructor null of anonymous class");
            var inherited = parent.Construct(e, args, target);
            FillFields(e, inherited);
            return inherited;
        }
        var result = Constructor.Run(e, JsValue.Unset, args, target, out var self);
        if (result.IsObject) return result;
        if (!result.IsUndefined) throw e.TypeError("Derived constructors may only return object or undefined");
        return !self.IsUnset ? self
            : throw e.ReferenceError("Must call super constructor in derived class before accessing 'this' or returning from derived constructor");
    }

    public void FillFields(Evaluation e, JsValue self)
    {
        foreach (var (name, code) in Fields)
        {
            e.Allocate(48);
            self.Object!.Define(name, code?.Call(e, self, []) ?? JsValue.Undefined);
        }
    }
}

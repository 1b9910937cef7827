using System.Globalization;

namespace Petitions.Engine.Expressions;

/// <summary>Dates that are not written as ISO has it: "15 Jun 2024 10:00 UTC", "6/15/2024 2:05 PM". Read as other engines do.</summary>
internal sealed class DateReading(string text)
{
    private static readonly string[] Months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

    private readonly List<double> _day = [];
    private readonly List<double> _clock = [];
    private double _milli;
    private int _month = -1;
    private bool? _isAfternoon;
    private double? _offset;
    private int _at;
    private bool _sawNumber;

    /// <summary>Milliseconds since 1970 UTC; NaN when it is no date.</summary>
    public static double Read(string text, TimeZoneInfo zone) => new DateReading(text).Read(zone);

    private double Read(TimeZoneInfo zone)
    {
        while (_at < text.Length)
            if (!Next()) return double.NaN;
        if (!Hour(out var hour) || _day.Count == 0 || _day.Count + (_month < 0 ? 0 : 1) > 3) return double.NaN;
        var (year, month, day) = Calendar();
        if (month is < 0 or > 11 || day is < 1 or > 31) return double.NaN;
        var time = DateMath.Join(year, month, day, hour, _clock.ElementAtOrDefault(1), _clock.ElementAtOrDefault(2), _milli);
        return DateMath.Clip(_offset is { } minutes ? time - minutes * 60_000 : DateMath.ToUtc(zone, time));
    }

    private bool Next()
    {
        var c = text[_at];
        if (char.IsAsciiDigit(c)) return Number();
        if (char.IsAsciiLetter(c)) return Word();
        if (c == '(') return Comment();
        if (c is '+' or '-' && (_clock.Count > 0 || _offset is not null)) return Offset(c);
        _at++;
        return true;
    }

    private bool Comment()
    {
        for (var depth = 0; _at < text.Length;)
        {
            depth += text[_at] == '(' ? 1 : text[_at] == ')' ? -1 : 0;
            _at++;
            if (depth == 0) break;
        }
        return true;
    }

    private double Digits()
    {
        var start = _at;
        while (_at < text.Length && char.IsAsciiDigit(text[_at])) _at++;
        return double.Parse(text.AsSpan(start, Math.Min(_at - start, 12)), CultureInfo.InvariantCulture);
    }

    private char Peek => _at < text.Length ? text[_at] : '\0';

    private bool Number()
    {
        _sawNumber = true;
        var number = Digits();
        if (Peek == ':' && _clock.Count < 2)
        {
            _at++;
            _clock.Add(number);
            return char.IsAsciiDigit(Peek);
        }
        if (_clock.Count > 0 && text.AsSpan(0, _at - 1).TrimEnd("0123456789").EndsWith(':'))
        {
            _clock.Add(number);
            if (Peek == '.') Fraction();
            return true;
        }
        _day.Add(number);
        return _day.Count <= 3;
    }

    private void Fraction()
    {
        var start = ++_at;
        Digits();
        _milli = Math.Floor(double.Parse("0." + text[start.._at], CultureInfo.InvariantCulture) * 1000);
    }

    private bool Word()
    {
        var start = _at;
        while (char.IsAsciiLetter(Peek)) _at++;
        var word = text[start.._at].ToLowerInvariant();
        if (word is "am" or "pm" && _clock.Count > 0) _isAfternoon = word == "pm";
        else if (word is "utc" or "gmt" or "z" or "ut") _offset = 0;
        else if (word.Length >= 3 && Array.IndexOf(Months, word[..3]) is >= 0 and var month) _month = month;
        else if (word.Length >= 3 && word[..3] is "sun" or "mon" or "tue" or "wed" or "thu" or "fri" or "sat") return true;
        else return !_sawNumber || (word == "t" && _clock.Count == 0);
        return true;
    }

    private bool Offset(char sign)
    {
        _at++;
        if (!char.IsAsciiDigit(Peek)) return false;
        var start = _at;
        var number = Digits();
        var (hours, minutes) = _at - start > 2 ? (Math.Floor(number / 100), number % 100) : (number, 0.0);
        if (Peek == ':')
        {
            _at++;
            minutes = char.IsAsciiDigit(Peek) ? Digits() : 0;
        }
        _offset = (sign == '-' ? -1 : 1) * (hours * 60 + minutes);
        return true;
    }

    private bool Hour(out double hour)
    {
        hour = _clock.ElementAtOrDefault(0);
        if (_isAfternoon is { } afternoon)
        {
            if (hour is < 1 or > 12) return false;
            hour = hour % 12 + (afternoon ? 12 : 0);
        }
        return hour <= 24 && _clock.ElementAtOrDefault(1) < 60 && _clock.ElementAtOrDefault(2) < 60;
    }

    private (double Year, double Month, double Day) Calendar()
    {
        var parts = _day;
        var isYearFirst = _month < 0 ? parts.Count == 3 && parts[0] is < 1 or > 31 : parts.Count == 2 && parts[0] is < 1 or > 31;
        double Part(int index) => index < parts.Count ? parts[index] : 1;
        var (year, month, day) = _month >= 0
            ? isYearFirst ? (parts[0], _month, Part(1)) : (parts.Count > 1 ? parts[1] : 2001, _month, parts[0])
            : isYearFirst ? (parts[0], Part(1) - 1, Part(2)) : (parts.Count > 2 ? parts[2] : 2001, parts[0] - 1, Part(1));
        return (year is >= 0 and <= 49 ? year + 2000 : year is >= 50 and <= 99 ? year + 1900 : year, month, day);
    }
}

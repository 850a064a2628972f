using System.Globalization;

namespace Edge.Testing.NanoClr;

/// <summary>
/// How the stand-in goes wrong: the text of the file <c>behaviour</c> beside the assemblies, a kind and a number of rows.
/// </summary>
/// <param name="Kind">
/// <c>good</c>; <c>silent</c>: prints nothing of the job; after so many rows: <c>crash</c> ends without a word, <c>hang</c> goes on for
/// ever, <c>flood</c> prints garbage without line ends for ever, <c>damage</c> prints one wrong digit, <c>drop</c> leaves a row out;
/// <c>linger</c> does not end after the last line; <c>noise</c> prints other lines between the rows.
/// </param>
/// <param name="Rows">Rows that are printed well before.</param>
internal sealed record Behaviour(string Kind, int Rows)
{
    /// <summary>The behaviour asked for in the folder of an assembly.</summary>
    public static Behaviour Of(string assembly)
    {
        string file = Path.Combine(Path.GetDirectoryName(assembly)!, "behaviour");
        string[] words = File.Exists(file) ? File.ReadAllText(file).Split(' ') : ["good", "0"];
        return new Behaviour(words[0], int.Parse(words[1], CultureInfo.InvariantCulture));
    }
}

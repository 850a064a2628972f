using System.CommandLine;
using Edge.Flashing.Boards;
using Edge.Flashing.Images;
using Edge.Names;

namespace Edge.Cli.Commands;

/// <summary>The options that say which board an image is for, alike in every command that takes them.</summary>
internal sealed class BoardChoice
{
    private readonly Option<string> board;
    private readonly Option<int> flash = new("--flash-mb")
    {
        Description = "Flash of the board's module in megabytes",
        DefaultValueFactory = _ => FlashBoard.UsualFlash,
    };

    /// <summary>Options for a command.</summary>
    /// <param name="required">Whether the board has to be named.</param>
    public BoardChoice(bool required)
    {
        board = new Option<string>("--board", "-b") { Description = "nanoFramework's target of the board, such as ESP32_REV3 (device/README.md lists them)", Required = required };
        if (!required)
        {
            board.DefaultValueFactory = _ => FlashBoards.Usual;
        }
    }

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Add(board);
        command.Add(flash);
    }

    /// <summary>The board chosen.</summary>
    /// <exception cref="UsageException">There is no such board.</exception>
    public FlashBoard Board(ParseResult result)
    {
        string name = result.GetRequiredValue(board);
        return FlashBoards.Find(name)
            ?? throw new UsageException($"unknown board '{name}'{NearestName.Suggestion(name, [.. FlashBoards.All.Select(known => known.Target)])}");
    }

    /// <summary>Checks that a board would load an image, and says in words how it fits.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="image">The image.</param>
    /// <param name="anyRuntime">Whether native methods of another firmware than the one known here are allowed.</param>
    /// <returns>A line such as <c>fits ESP32_REV3 with 4 MB of flash: 151552 of 1835008 bytes</c>.</returns>
    /// <exception cref="ImageException">It would not.</exception>
    /// <exception cref="UsageException">The board has no such flash.</exception>
    public string Require(ParseResult result, DeploymentImage image, bool anyRuntime)
    {
        FlashBoard chosen = Board(result);
        int megabytes = result.GetValue(flash);
        if (!chosen.PartitionBytes.TryGetValue(megabytes, out int partition))
        {
            throw new UsageException($"--flash-mb {megabytes}: {chosen.Target} has {string.Join(", ", chosen.PartitionBytes.Keys)}");
        }

        if (!anyRuntime)
        {
            image.RequireNativeMethods();
        }

        image.RequireFits(partition, chosen.Describe(megabytes));
        return $"fits {chosen.Describe(megabytes)}: {image.Length} of {partition} bytes";
    }
}

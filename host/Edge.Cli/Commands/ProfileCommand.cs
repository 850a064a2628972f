using System.CommandLine;
using Edge.Cli.Help;
using Edge.Cli.Output;
using Edge.Devices;
using Edge.Devices.Emulation;
using Edge.Devices.Profiling;
using Edge.Devices.Serial;
using Edge.Experiments.Data;
using Edge.Experiments.Measuring;
using Edge.Inference;
using Edge.Inference.Files;

namespace Edge.Cli.Commands;

/// <summary><c>edge profile</c>: what a model takes of a board, before anything is flashed.</summary>
internal static class ProfileCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("model") { Description = "A frozen network, name.edge" };
        var data = new DataChoice("Data set whose first rows to run; left out: the one the model was trained on");
        var board = new Option<string?>("--board") { Description = "Board to profile for, such as esp32-rev3; left out: the emulator's default" };
        var bauds = new Option<int>("--baud") { Description = "Baud rate of the line, besides 115200 and 921600", DefaultValueFactory = _ => BaudRate.Default };
        bauds.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && int.TryParse(result.Tokens[0].Value, out int value) && value < 1)
            {
                result.AddError($"--baud {value}: a number of bauds above 0");
            }
        });
        var calibrate = new Option<string?>("--calibrate") { Description = "Port of a real board: measure the model there and narrow the ranges" };
        var calibration = new Option<string?>("--calibration") { Description = $"File of measurements, read and with --calibrate added to; left out: {CalibrationFile.DefaultName}, where there is one" };
        var json = CommonOptions.Json();
        var command = new ExampleCommand(
            "profile",
            "Instructions, time, memory and time on the wire of every layer on a board, counted in the emulated firmware",
            "edge profile model.edge --data szt --board esp32-rev3",
            "edge profile model.edge --baud 115200 --json",
            "edge profile model.edge --calibrate /dev/ttyUSB0 --calibration boards.json")
        {
            file,
            board,
            bauds,
            calibrate,
            calibration,
            json,
        };
        data.AddTo(command);
        command.SetAction((result, cancellation) => Task.Run(
            () =>
            {
                string path = result.GetRequiredValue(file);
                ModelFile model = ModelFile.Read(path);
                DataSet rows = ModelRecording.OpenData(model, data.Name(result));
                DataText.Note(rows);
                InputSet inputs = ModelRecording.Inputs(model, rows);
                EmulatorOptions emulator = new();
                IReadOnlyList<EmulatorBoard> boards = EmulatorBoards.List(emulator);
                EmulatorBoard chosen = EmulatorBoards.Find(boards, result.GetValue(board));
                ModelProfile profile = ModelProfiler.Run(model.Model, path, inputs, chosen, boards, emulator, cancellation);
                string? port = result.GetValue(calibrate);
                List<BoardMeasurement> known = Read(result.GetValue(calibration), port, profile);
                BoardMeasurement? measured = port is null
                    ? null
                    : BoardCalibrator.Measure(
                        port, result.GetValue(bauds), model.Model, inputs, profile, line => Terminal.Note("edge: " + line), cancellation);
                if (measured is not null)
                {
                    known.RemoveAll(old => old.Board == measured.Board && old.Device == measured.Device && old.Model == measured.Model);
                    known.Add(measured);
                    CalibrationFile.Write(result.GetValue(calibration) ?? CalibrationFile.DefaultName, known, profile.Times.Classes);
                }

                BoardMeasurement[] used = [.. known.Where(measurement => measurement.Board == chosen.Name)];
                profile = profile with { Times = new InstructionTimes(profile.Times.UnitsPerSecond, profile.Times.Classes, used) };
                ProfileText text = new(path, rows.ShortName, profile, result.GetValue(bauds), measured, used);
                text.Write(result.GetValue(json));
                return ExitCode.Fine;
            },
            CancellationToken.None));
        return command;
    }

    /// <summary>The measurements so far: those of the file named, which must be there unless it is to be written, or of the default one.</summary>
    /// <exception cref="FileNotFoundException">A file is named that is not there.</exception>
    private static List<BoardMeasurement> Read(string? calibration, string? port, ModelProfile profile)
    {
        string path = calibration ?? CalibrationFile.DefaultName;
        return File.Exists(path) ? [.. CalibrationFile.Read(path, profile.Times.Classes)]
            : calibration is null || port is not null ? []
            : throw new FileNotFoundException($"{calibration}: there is no such file; edge profile MODEL --calibrate PORT --calibration {calibration} makes it");
    }
}

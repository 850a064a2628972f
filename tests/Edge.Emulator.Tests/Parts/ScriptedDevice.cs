using Edge.Core.Protocol;
using Edge.Emulator.Devices;
using Edge.Emulator.Firmware;

namespace Edge.Emulator.Tests.Parts;

/// <summary>The built firmware in this process, on a line whose input is known piece by piece.</summary>
public static class ScriptedDevice
{
    /// <summary>Boots the firmware; every poll of its port finds the next piece of the script.</summary>
    public static MemoryLine Boot(byte[][] script)
    {
        MemoryLine line = new(script);
        FirmwareImage firmware = FirmwareImage.Load(Path.Combine(AppContext.BaseDirectory, "Edge.Firmware.dll"));
        EmulatedDevice device = new(BoardModel.Find(BoardModel.Default), firmware, line);
        new Thread(() => device.Run()) { IsBackground = true }.Start();
        return line;
    }

    /// <summary>A frame.</summary>
    public static byte[] Frame(byte type, byte number, Action<FrameWriter>? body = null)
    {
        FrameWriter writer = new(FrameLimits.FirstFrameBytes);
        writer.Begin(type, number);
        body?.Invoke(writer);
        return writer.Frame[..writer.End()];
    }
}

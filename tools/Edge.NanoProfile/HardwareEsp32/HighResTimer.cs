namespace nanoFramework.Hardware.Esp32
{
    /// <summary>Without the timer events: only the clock, in microseconds.</summary>
    public class HighResTimer
    {
        public static ulong GetCurrent() => throw null;
    }
}

namespace System.Threading
{
    public delegate void ThreadStart();

    public sealed class Thread
    {
        public Thread(ThreadStart start) => throw null;

        public static Thread CurrentThread => throw null;
        public bool IsAlive => throw null;
        public int ManagedThreadId => throw null;

        public static void Sleep(int millisecondsTimeout) => throw null;
        public static void Sleep(TimeSpan timeout) => throw null;
        public static void SpinWait(int iterations) => throw null;
        public void Join() => throw null;
        public bool Join(int millisecondsTimeout) => throw null;
        public void Start() => throw null;
    }

    public static class Timeout
    {
        public const int Infinite = -1;
    }
}

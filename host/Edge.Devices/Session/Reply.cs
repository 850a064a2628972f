namespace Edge.Devices.Session;

/// <summary>How a request ended.</summary>
internal enum Reply
{
    /// <summary>The answer is in the channel's frame.</summary>
    Answer,

    /// <summary>The device answered ERROR.</summary>
    Refusal,

    /// <summary>The device has started anew since HELLO: it knows neither model nor inputs.</summary>
    Restart,
}

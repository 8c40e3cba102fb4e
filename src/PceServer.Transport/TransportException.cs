namespace PceServer.Transport;

/// <summary>An endpoint could not be opened: the address is taken, refused or not ours. The message names it.</summary>
public sealed class TransportException(string message, Exception? cause = null) : Exception(message, cause);

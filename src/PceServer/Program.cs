using PceServer;
using PceServer.Options;

if (args.Any(a => a is "--help" or "-h" or "-?"))
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}
return await ServerCommand.RunAsync(args);

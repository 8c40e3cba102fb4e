using PceServer;
using PceServer.Demo;
using PceServer.Options;

if (args.Any(a => a is "--help" or "-h" or "-?"))
{
    Console.WriteLine(CommandLine.Usage);
    return 0;
}
return args is ["demo", .. var rest] ? await DemoCommand.RunAsync(rest) : await ServerCommand.RunAsync(args);

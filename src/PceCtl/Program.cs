using System.CommandLine;
using PceCtl.Decoding;

var root = new RootCommand("Client of PceServer for the command line.");
root.Subcommands.Add(DecodeCommand.Create());
return root.Parse(args).Invoke();

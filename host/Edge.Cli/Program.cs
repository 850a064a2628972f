using Edge.Cli;

using Interruption interruption = new();
return await EdgeProgram.RunAsync(args, interruption.Token);

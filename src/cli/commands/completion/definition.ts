import { defineCommand, type Command } from '../../parser/define-command.js';

/** @param commands all of them, this one too: asked for when it runs */
export function completionCommand(commands: () => readonly Command[]): Command {
  return defineCommand({
    words: 'completion <shell>',
    summary: 'Print a script that lets a shell complete commands, options and rules',
    positionals: {
      shell: { type: 'string', demandOption: true, choices: ['bash', 'zsh', 'fish'], describe: 'bash, zsh or fish' },
    },
    options: {},
    examples: [
      ['source <($0 completion bash)', 'In ~/.bashrc'],
      ['source <($0 completion zsh)', 'In ~/.zshrc, after compinit'],
      ['$0 completion fish > ~/.config/fish/completions/replint.fish', 'Once'],
    ],
    run: async (args) => {
      const { printCompletion } = await import('./run.js');
      return printCompletion(args.shell, commands());
    },
  });
}

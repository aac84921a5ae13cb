import type { CompletedCommand } from './model.js';

/** In single quotes, for fish: a backslash escapes there. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}

function linesOf({ name, summary, words, options }: CompletedCommand): readonly string[] {
  const seen = `-n '__fish_seen_subcommand_from ${name}'`;
  return [
    `complete -c replint -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`,
    ...(words.length === 0 ? [] : [`complete -c replint ${seen} -f -a ${quoted(words.join(' '))}`]),
    ...options.map(({ name: option, letter, summary: text, takesValue, values }) =>
      [
        `complete -c replint ${seen} -l ${option}`,
        ...(letter === null ? [] : [`-s ${letter}`]),
        ...(takesValue ? ['-r'] : []),
        ...(values.length === 0 ? [] : [`-f -a ${quoted(values.join(' '))}`]),
        `-d ${quoted(text)}`,
      ].join(' '),
    ),
  ];
}

export function fishScript(commands: readonly CompletedCommand[]): string {
  return `# fish completion for replint: replint completion fish > ~/.config/fish/completions/replint.fish
${commands.flatMap(linesOf).join('\n')}
complete -c replint -l help -s h -d 'Show help'
`;
}

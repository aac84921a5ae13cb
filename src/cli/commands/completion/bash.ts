import type { CompletedCommand } from './model.js';

/** For bash 3.2 and later, without the bash-completion package. */
export function bashScript(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name).join(' ');
  const values = commands.flatMap(({ name, options }) =>
    options
      .filter((option) => option.values.length > 0)
      .map((option) => {
        const spellings = [`--${option.name}`, ...(option.letter === null ? [] : [`-${option.letter}`])];
        const patterns = spellings.map((spelling) => `"${name} ${spelling}"`).join('|');
        return `    ${patterns}) words="${option.values.join(' ')}" ;;`;
      }),
  );
  const options = commands.map(
    ({ name, options: own }) => `      ${name}) words="${own.map((option) => `--${option.name}`).join(' ')} --help" ;;`,
  );
  const first = commands
    .filter(({ words }) => words.length > 0)
    .map(({ name, words }) => `      ${name}) words="${words.join(' ')}" ;;`);
  return `# bash completion for replint: source <(replint completion bash)
_replint() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" command="" words="" index
  for ((index = 1; index < COMP_CWORD; index++)); do
    case " ${names} " in *" \${COMP_WORDS[index]} "*) command="\${COMP_WORDS[index]}"; break ;; esac
  done
  if [[ -z "$command" ]]; then
    COMPREPLY=($(compgen -W "${names} --help --version" -- "$current") $(compgen -f -- "$current"))
    return
  fi
  case "$command $previous" in
${values.join('\n')}
  esac
  if [[ -z "$words" && "$current" == -* ]]; then
    case "$command" in
${options.join('\n')}
    esac
  elif [[ -z "$words" && "$previous" != -* ]]; then
    case "$command" in
${first.join('\n')}
    esac
  fi
  if [[ -n "$words" ]]; then
    COMPREPLY=($(compgen -W "$words" -- "$current"))
  else
    COMPREPLY=($(compgen -f -- "$current"))
  fi
}
complete -o filenames -F _replint replint
`;
}

import { inQuotes, type CompletedCommand, type CompletedOption } from './model.js';

/** Colons part a name from its description. */
function described(name: string, summary: string): string {
  return inQuotes(`${name.replaceAll(':', '\\:')}:${summary}`);
}

/** As `_arguments` takes it: brackets and colons of a description are escaped. */
function specification({ name, letter, summary, takesValue, values }: CompletedOption): string {
  const text = `[${summary.replaceAll(/[[\]\\:]/gu, '\\$&')}]`;
  const value = takesValue ? `:${name}:${values.length > 0 ? `(${values.join(' ')})` : '_files'}` : '';
  const long = inQuotes(`*--${name}${text}${value}`);
  return letter === null ? long : `${long} ${inQuotes(`*-${letter}${text}${value}`)}`;
}

function caseOf({ name, words, takesFiles, options }: CompletedCommand): string {
  const rest = words.length > 0 ? inQuotes(`1: :(${words.join(' ')})`) : takesFiles ? inQuotes('*: :_files') : '';
  const lines = [...options.map(specification), ...(rest === '' ? [] : [rest])];
  return `    ${name})\n      _arguments ${lines.join(' \\\n        ')}\n      ;;`;
}

export function zshScript(commands: readonly CompletedCommand[]): string {
  return `#compdef replint
# zsh completion for replint: source <(replint completion zsh), after compinit
_replint() {
  local -a commands
  commands=(
${commands.map(({ name, summary }) => `    ${described(name, summary)}`).join('\n')}
  )
  if (( CURRENT == 2 )); then
    _describe -t commands command commands
    _files
    return
  fi
  local command=$words[2]
  shift words
  (( CURRENT-- ))
  case $command in
${commands.map(caseOf).join('\n')}
    *) _files ;;
  esac
}
compdef _replint replint
`;
}

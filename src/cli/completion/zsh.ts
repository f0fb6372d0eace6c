/** Completion for zsh. */
import type { CompletedCommand, CompletedOption } from './words.js';

export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `#compdef kms-lint
# Completion of kms-lint for zsh: source <(kms-lint completion zsh)
_kms_lint() {
  local -a commands=(
${commands.map(({ name, summary }) => `    ${quoted(`${name}:${summary}`)}`).join('\n')}
  )
  if (( CURRENT == 2 )) && [[ $words[2] != -* ]]; then
    _describe -t commands command commands
    _files
    return
  fi
  case $words[2] in
${commands
  .filter(({ name }) => name !== 'lint')
  .map(branch)
  .join('\n')}
    *)
      [[ $words[2] == lint ]] && { shift words; (( CURRENT-- )) }
${commands
  .filter(({ name }) => name === 'lint')
  .map(argumentsOf)
  .join('\n')}
      ;;
  esac
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then _kms_lint "$@"; else compdef _kms_lint kms-lint; fi
`;
}

function branch(command: CompletedCommand): string {
  return `    ${command.name})
      shift words
      (( CURRENT-- ))
${argumentsOf(command)}
      ;;`;
}

function argumentsOf({ options, takes }: CompletedCommand): string {
  const rest = takes === 'files' ? `'*:path:_files'` : takes.length > 0 ? `'1:word:(${takes.join(' ')})'` : '';
  return `      _arguments -s \\
${[...options.flatMap(specs), ...(rest === '' ? [] : [rest])].map((spec) => `        ${spec}`).join(' \\\n')}`;
}

/** \`--name[what it is]:value:(words)\` */
function specs({ name, short, help, value }: CompletedOption): readonly string[] {
  const text = help.replace(/[[\]:\\]/g, '\\$&');
  const action = value === 'none' ? '' : value === 'file' ? ':file:_files' : value === 'text' ? ':value:' : `:word:(${value.join(' ')})`;
  return [`--${name}`, ...(short === undefined ? [] : [`-${short}`])].map((flag) => quoted(`*${flag}[${text}]${action}`));
}

const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;

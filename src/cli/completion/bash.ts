/** Completion for bash. */
import type { CompletedCommand } from './words.js';

export function bashCompletion(commands: readonly CompletedCommand[]): string {
  const names = commands.map(({ name }) => name);
  // Without mapfile, which the bash of macOS does not have.
  return `# Completion of kms-lint for bash: source <(kms-lint completion bash)
# shellcheck disable=SC2207
_kms_lint() {
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]} command=lint options='' words='' files=no
  case \${COMP_WORDS[1]} in
    ${names.join('|')}) ((COMP_CWORD > 1)) && command=\${COMP_WORDS[1]} ;;
  esac
  case "$command $previous" in
${commands.flatMap(valueCases).join('\n')}
  esac
  case $command in
${commands.map(commandCase).join('\n')}
  esac
  [[ $current == -* ]] && words=$options files=no
  ((COMP_CWORD == 1)) && [[ $current != -* ]] && words="$words ${names.join(' ')}"
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  [[ $files == yes ]] && COMPREPLY+=($(compgen -f -- "$current"))
  return 0
}
complete -o filenames -F _kms_lint kms-lint
`;
}

/** What follows an option. */
function valueCases({ name, options }: CompletedCommand): readonly string[] {
  return options.flatMap(({ name: option, value }) => {
    if (value === 'none') return [];
    if (value === 'text') return [`    '${name} --${option}') COMPREPLY=(); return ;;`];
    const from = value === 'file' ? '-f' : `-W '${value.join(' ')}'`;
    return [`    '${name} --${option}') COMPREPLY=($(compgen ${from} -- "$current")); return ;;`];
  });
}

function commandCase({ name, options, takes }: CompletedCommand): string {
  const flags = options.flatMap(({ name: option, short }) => [`--${option}`, ...(short === undefined ? [] : [`-${short}`])]);
  const rest = takes === 'files' ? 'files=yes' : `words='${takes.join(' ')}'`;
  return `    ${name}) options='${flags.join(' ')}' ${rest} ;;`;
}

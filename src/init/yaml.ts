/** Text of YAML, where every value of a project is a string that is quoted if it has to be. */

/** A scalar for a block mapping or a flow sequence. */
export function scalar(value: string): string {
  const isPlain =
    /^[A-Za-z0-9_./][\w ./@=:-]*$/.test(value) && !/: |:$| $/.test(value) && !/^(true|false|null|yes|no|on|off|~|[\d.]+)$/i.test(value);
  return isPlain ? value : `'${value.replaceAll("'", "''")}'`;
}

/** Lines moved to the right; empty ones stay empty. */
export function indented(lines: readonly string[], by: number): readonly string[] {
  return lines.map((line) => (line === '' ? '' : ' '.repeat(by) + line));
}

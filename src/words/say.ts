/** Sentences with placeholders: a rule's `messages` hold them, and `say` fills them in. */

/** The names in braces of a sentence: `'key'` of `{key} is not rotated.`. Braces around anything but a name are text. */
type Placeholders<S extends string> = S extends `${string}{${infer After}`
  ? After extends `${infer Name}}${infer Rest}`
    ? Name extends `${string}${' ' | ':' | "'"}${string}` | ''
      ? Placeholders<After>
      : Name | Placeholders<Rest>
    : never
  : never;

/**
 * A sentence with its placeholders filled in.
 * @param sentence with placeholders in braces: `{key} is not rotated.`
 * @param values one for each placeholder, and no other
 * @throws where a placeholder has no value, or a value no placeholder: the types say so first
 * @example say('{key} has no tag {tag}.', { key: nameOf(key.id), tag })
 */
export function say<const S extends string>(sentence: S, values: { readonly [Name in Placeholders<S>]: string | number }): string {
  const left = new Set(Object.keys(values));
  const said = sentence.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = (values as Readonly<Record<string, string | number>>)[name];
    if (value === undefined) throw new Error(`"${sentence}" needs a value for {${name}}`);
    left.delete(name);
    return String(value);
  });
  if (left.size > 0) throw new Error(`"${sentence}" has no placeholder {${[...left].join('}, {')}}`);
  return said;
}

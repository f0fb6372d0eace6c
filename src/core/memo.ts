/** Keeps what a function gives, so that it is asked once. */

/** @param of a function whose result hangs on its argument alone. */
export function memo<In, Out>(of: (given: In) => Out): (given: In) => Out {
  const known = new Map<In, Out>();
  return (given) => {
    const before = known.get(given);
    if (before !== undefined || known.has(given)) return before as Out;
    const made = of(given);
    known.set(given, made);
    return made;
  };
}

/**
 * Keeps what was asked for last, for large things that are asked for in runs.
 * @param most how many of them are kept
 */
export function memoLast<In, Out>(most: number, of: (given: In) => Out): (given: In) => Out {
  const known = new Map<In, { readonly made: Out }>();
  let last: { readonly given: In; readonly made: Out } | undefined;
  return (given) => {
    if (last?.given === given) return last.made;
    const before = known.get(given) ?? { made: of(given) };
    known.delete(given);
    known.set(given, before);
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    last = { given, made: before.made };
    return before.made;
  };
}

/**
 * @param of a function of one object, such as a program: what it gives is kept as long as the object is there.
 */
export function memoOf<In extends object, Out>(of: (given: In) => Out): (given: In) => Out {
  const known = new WeakMap<In, { readonly made: Out }>();
  return (given) => {
    const before = known.get(given);
    if (before) return before.made;
    const made = of(given);
    known.set(given, { made });
    return made;
  };
}

/** @param of a function without arguments that gives the same each time, and is called when it is first asked. */
export function lazy<Out>(of: () => Out): () => Out {
  let kept: { readonly made: Out } | undefined;
  return () => (kept ??= { made: of() }).made;
}

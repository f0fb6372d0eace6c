/** Looks at the modules of aws-cdk-lib as they are loaded, in every copy of it, whichever loader an app runs under. */
import Module from 'node:module';

export type Exports = Readonly<Record<string, unknown>>;
/** What is done with the exports of a module. @param file where the module stands */
export type Use = (exports: Exports, file: string) => void;
/** By the name of a module's file, and the folder that it must stand in as a regular expression: a name costs less to look at. */
export type Watched = Readonly<Record<string, readonly [folder: RegExp, use: Use]>>;

type Load = (this: Module, file: string) => void;
interface Loaded {
  readonly loaded: boolean;
  readonly exports: Exports;
}
interface Loading {
  load: Load;
}

/**
 * Calls what belongs to a module as soon as it has run; at once for what is loaded already.
 * ES modules import aws-cdk-lib, which is CommonJS, through the same door, and so do loaders such as tsx and ts-node. Compile caches put
 * another compiler in the place of Node's; none of them touches how a module is loaded.
 */
export function onModule(watched: Watched): void {
  const seen = ({ exports }: Pick<Loaded, 'exports'>, file: string): void => {
    const cut = Math.max(file.lastIndexOf('/'), file.lastIndexOf('\\')) + 1,
      name = file.slice(cut);
    if (!Object.hasOwn(watched, name)) return;
    const [folder, use] = watched[name] ?? [];
    if (folder?.test(file.slice(0, cut)))
      try {
        use?.(exports, file);
      } catch {
        // A version of the library that is built otherwise: the app goes on without being recorded.
      }
  };
  // What `require.cache` is: to make a `require` for it would take longer than all the rest.
  const { _cache: loaded } = Module as unknown as { readonly _cache: Readonly<Record<string, Loaded | undefined>> };
  for (const [file, module] of Object.entries(loaded)) if (module?.loaded) seen(module, file);
  const prototype = Module.prototype as unknown as Loading;
  const { load } = prototype;
  prototype.load = function (file) {
    Reflect.apply(load, this, [file]);
    seen(this, file);
  };
}

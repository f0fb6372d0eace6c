/** What a long lint tells while it runs, and how long its steps took: made of the steps that the engine tells, with a clock. */
import path from 'node:path';
import { PHASES, type Observer, type Phase } from '../lint/observe.js';
import { visible } from '../core/escape.js';
import type { Files } from '../types/files.js';
import type { Streams } from './command.js';

export interface Meter {
  readonly observe: Observer;
  /** The same files, their names told while they are read. */
  watched(files: Files): Files;
  /** Ends the last step and takes the line of progress away: call it before anything is printed. */
  done(): void;
  /** A table of the time by step and by rule, in milliseconds. */
  table(): string;
}

/** A lint that is over sooner needs no progress; a line that changes faster cannot be read. */
const QUIET_MS = 500;
const EVERY_MS = 100;
/** Back to the start of the line, and clear it. */
const CLEAR_LINE = '\r\u001b[2K';

const WORDS: Readonly<Record<Phase, string>> = {
  load: 'reading and linking templates',
  source: "reading the app's source",
  rules: 'running rules',
  locate: 'finding the places',
};

export function openMeter({ now, error, errorTerminal, errorWidth }: Streams): Meter {
  const began = now();
  const times = new Map<Phase, number>();
  const rules = new Map<string, number>();
  let step: { readonly phase: Phase; readonly what?: string; readonly since: number } | undefined;
  let shownAt = began + QUIET_MS - EVERY_MS;
  let isShown = false;
  let end = began;

  const progress = (text: string): void => {
    if (!errorTerminal || now() - shownAt < EVERY_MS) return;
    shownAt = now();
    isShown = true;
    error(`${CLEAR_LINE}kms-lint: ${visible(text)}`.slice(0, CLEAR_LINE.length + errorWidth - 1));
  };
  const endStep = (): void => {
    if (!step) return;
    const took = now() - step.since;
    times.set(step.phase, (times.get(step.phase) ?? 0) + took);
    if (step.what !== undefined) rules.set(step.what, (rules.get(step.what) ?? 0) + took);
    step = undefined;
  };

  return {
    observe(phase, what) {
      endStep();
      step = { phase, since: now(), ...(what === undefined ? {} : { what }) };
      progress(what === undefined ? WORDS[phase] : `${WORDS[phase]}: ${what}`);
    },
    watched: (files) => ({
      ...files,
      read(file) {
        if (step) progress(`${WORDS[step.phase]}: ${path.basename(file)}`);
        return files.read(file);
      },
    }),
    done() {
      endStep();
      end = now();
      if (isShown) error(CLEAR_LINE);
      isShown = false;
    },
    table() {
      const slowest = [...rules].sort(([, a], [, b]) => b - a).map(([rule, ms]): Row => [`  ${rule}`, ms]);
      const phases = PHASES.flatMap((phase): Row[] => {
        const row: Row = [WORDS[phase], times.get(phase) ?? 0];
        return phase === 'rules' ? [row, ...slowest] : [row];
      });
      return tableOf([...phases, ['total', end - began]]);
    },
  };
}

type Row = readonly [name: string, ms: number];

function tableOf(rows: readonly Row[]): string {
  const width = Math.max(...rows.map(([name]) => name.length));
  return rows.map(([name, ms]) => `${name.padEnd(width)} ${ms.toFixed(1).padStart(9)} ms\n`).join('');
}

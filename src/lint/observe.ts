/**
 * The steps of a lint, in their order: read and link the templates, look for calls in the source, run each rule, find the places of what is
 * shown.
 */
export const PHASES = ['load', 'source', 'rules', 'locate'] as const;
export type Phase = (typeof PHASES)[number];

/** @param what the rule, of the phase `rules` */
export type Observer = (phase: Phase, what?: string) => void;

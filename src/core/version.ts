/** The tool's name and version, from its package.json. */
import { load } from './lazy.js';

const { name, version } = load('kms-lint/package.json') as { name: string; version: string };
export const TOOL = { name, version } as const;

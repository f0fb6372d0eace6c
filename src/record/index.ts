/** Loaded before a CDK app, with `NODE_OPTIONS="--require kms-lint/record"`: records from the start. */
import { record } from './record.js';

record();

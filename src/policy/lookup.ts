/** What a request carries under the condition keys: how the decision about it asks. */
import type { Answer, Text } from '../types/values.js';

/** What a request carries under one condition key: surely, never or perhaps; these values, or (undefined) nobody knows which. */
export interface Slot {
  readonly present: Answer;
  readonly values?: readonly Text[];
  /** In the place of values: it is one of these, and only the caller knows which. */
  readonly oneOf?: readonly Text[];
}

/** @param key of the request context, in lower case: `kms:viaservice` */
export type Lookup = (key: string) => Slot;

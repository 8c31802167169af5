import type { Capabilities } from '../capabilities.ts';
import type { Price } from '../price.ts';
import type { Provider } from '../types.ts';

/** A model that may be asked, and what is known of it. */
export interface Candidate {
  provider: Provider;
  model: string;
  capabilities: Capabilities;
  /** Undefined when nobody knows it. */
  price?: Price;
}

import { benchLedger } from '../llm/ledger.ts';
import { benchLoading } from '../llm/loading.ts';
import { benchMany } from '../llm/many.ts';
import { benchOverhead } from '../llm/overhead.ts';
import { benchRouting } from '../llm/routing.ts';
import type { Take } from '../measure.ts';

/** The figures of the layer between us and the models. */
export async function bench(take: Take): Promise<void> {
  await benchLoading(take);
  await benchLedger(take);
  await benchRouting(take);
  await benchMany(take);
  await benchOverhead(take);
}

import type { Origin } from '../../schemas/source/common.ts';
import { hashOf } from '../staging/takeKey.ts';

/** An item of a document that a person may edit. */
interface Item {
  id: string;
  origin: Origin;
}

/** Fingerprints of what was planned last, by place in the documents ("cast/mary", "shots/2.03"). */
export type Fingerprints = Record<string, string>;

/** The order of keys does not count: a document that is read has its schema's. */
const fingerprint = (item: Item): string => hashOf({ ...item, origin: undefined }).slice(0, 16);

/** Fingerprints of planned items; edited ones are left out, as they are a person's already. */
export function fingerprints(lists: Record<string, readonly Item[]>): Fingerprints {
  return Object.fromEntries(
    Object.entries(lists).flatMap(([list, items]) =>
      items
        .filter((item) => item.origin === 'planned')
        .map((item) => [`${list}/${item.id}`, fingerprint(item)] as const),
    ),
  );
}

/**
 * The same items, where those that no longer read as they were planned are marked as edited: a person changed them in
 * the file and need not know of `origin`. Without a fingerprint an item is taken as the file says. `own` leaves out
 * what has fingerprints of its own.
 */
export function markEdited<T extends Item>(
  list: string,
  items: readonly T[],
  planned: Fingerprints,
  own: (item: T) => Item = (item) => item,
): T[] {
  return items.map((item) => {
    const before = planned[`${list}/${item.id}`];
    const untouched = before === undefined || item.origin === 'edited' || before === fingerprint(own(item));
    return untouched ? item : { ...item, origin: 'edited' };
  });
}

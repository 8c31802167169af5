/** Work that tells what happens while it runs. */
export type Work<Event> = (tell: (event: Event) => void) => Promise<void>;

/**
 * Does several works, `atOnce` at a time, and gives what they tell in the order in which it happens. Throws what one of
 * them throws, after all that was told before; the others' ends are then not waited for.
 */
export async function* merged<Event>(works: readonly Work<Event>[], atOnce: number): AsyncGenerator<Event> {
  const told: Event[] = [];
  const waiting = [...works];
  let wake = () => {};
  let running = Math.min(atOnce, works.length);
  let failure: { thrown: unknown } | undefined;
  const tell = (event: Event) => {
    told.push(event);
    wake();
  };
  const lane = async () => {
    for (let work = waiting.shift(); work && !failure; work = waiting.shift()) await work(tell);
  };
  for (let count = running; count > 0; count--)
    lane()
      .catch((thrown: unknown) => {
        failure ??= { thrown };
      })
      .finally(() => {
        running--;
        wake();
      });
  try {
    for (;;) {
      yield* told.splice(0);
      if (told.length) continue;
      if (failure) throw failure.thrown;
      if (!running) return;
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    waiting.length = 0;
  }
}

import { phrasesOf } from './lexicon.ts';

export type Form = 'base' | 's' | 'ing' | 'past';

/** Past tense and participle, where they are not regular. */
const irregular: Readonly<Record<string, string>> = {
  be: 'was were been',
  beat: 'beat beaten',
  bear: 'bore borne',
  bend: 'bent',
  bite: 'bit bitten',
  blow: 'blew blown',
  break: 'broke broken',
  bring: 'brought',
  build: 'built',
  burst: 'burst',
  cast: 'cast',
  catch: 'caught',
  cling: 'clung',
  come: 'came',
  creep: 'crept',
  cut: 'cut',
  deal: 'dealt',
  dig: 'dug',
  do: 'did done',
  draw: 'drew drawn',
  drink: 'drank drunk',
  drive: 'drove driven',
  eat: 'ate eaten',
  fall: 'fell fallen',
  feed: 'fed',
  feel: 'felt',
  fight: 'fought',
  find: 'found',
  flee: 'fled',
  fling: 'flung',
  freeze: 'froze frozen',
  get: 'got gotten',
  give: 'gave given',
  go: 'went gone',
  hang: 'hung',
  have: 'had',
  hear: 'heard',
  hide: 'hid hidden',
  hit: 'hit',
  hold: 'held',
  keep: 'kept',
  kneel: 'knelt kneeled',
  knit: 'knit knitted',
  lay: 'laid',
  lead: 'led',
  lean: 'leaned leant',
  leap: 'leapt leaped',
  leave: 'left',
  lend: 'lent',
  let: 'let',
  lie: 'lay lain',
  light: 'lit',
  lose: 'lost',
  make: 'made',
  meet: 'met',
  pay: 'paid',
  put: 'put',
  read: 'read',
  ride: 'rode ridden',
  ring: 'rang rung',
  rip: 'ripped',
  rise: 'rose risen',
  run: 'ran run',
  say: 'said',
  see: 'saw seen',
  seek: 'sought',
  set: 'set',
  sew: 'sewed sewn',
  shake: 'shook shaken',
  shoot: 'shot',
  show: 'showed shown',
  shrink: 'shrank shrunk',
  shut: 'shut',
  sing: 'sang sung',
  sink: 'sank sunk',
  sit: 'sat',
  sleep: 'slept',
  slide: 'slid',
  speak: 'spoke spoken',
  spin: 'spun',
  spit: 'spat',
  spread: 'spread',
  spring: 'sprang sprung',
  stand: 'stood',
  steal: 'stole stolen',
  stick: 'stuck',
  strike: 'struck',
  stride: 'strode',
  sweep: 'swept',
  swing: 'swung',
  take: 'took taken',
  tear: 'tore torn',
  tell: 'told',
  think: 'thought',
  throw: 'threw thrown',
  understand: 'understood',
  wake: 'woke woken',
  wear: 'wore worn',
  weep: 'wept',
  write: 'wrote written',
};

/** Words of two syllables whose last is not stressed keep one consonant: "opened", not "openned". */
const single =
  /^(?:open|answer|enter|listen|gather|wander|linger|hover|whisper|mutter|hammer|offer|deliver|consider|discover|remember|poke|regard|straighten|loiter|stutter|gesture|pocket|exit|stagger|tinker|shatter|fasten|quiver|cower|recover|lower|button|scurry|falter|brighten|soften|stiffen|measure|shiver|visit|edit|order|doodle|glower|saunter|lumber|topple|water|fidget|hesitate|swivel|kidnap|applaud)$/;

/** The infinitive and form of a word, for every verb of the lexicon; `lay` is read as the past of neither. */
export const formsOf: ReadonlyMap<string, readonly { verb: string; form: Form }[]> = build();

function build(): Map<string, { verb: string; form: Form }[]> {
  const forms = new Map<string, { verb: string; form: Form }[]>();
  const add = (word: string, verb: string, form: Form) => {
    const known = forms.get(word) ?? [];
    if (!known.some((k) => k.verb === verb)) forms.set(word, [...known, { verb, form }]);
  };
  const verbs = [...phrasesOf.keys()];
  for (const verb of verbs) add(verb, verb, 'base');
  for (const verb of verbs) {
    add(thirdPerson(verb), verb, 's');
    add(participle(verb), verb, 'ing');
    for (const past of irregular[verb]?.split(' ') ?? [regularPast(verb)]) add(past, verb, 'past');
  }
  for (const word of ['is', 'are', "'s", 'am']) forms.set(word, [{ verb: 'be', form: 's' }]);
  forms.set('has', [{ verb: 'have', form: 's' }]);
  return forms;
}

function doubles(verb: string): boolean {
  return /[^aeiou][aeiou][^aeiouwxy]$/.test(verb) && !single.test(verb);
}

export function thirdPerson(verb: string): string {
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ies`;
  return /(?:s|x|z|ch|sh|o)$/.test(verb) ? `${verb}es` : `${verb}s`;
}

export function participle(verb: string): string {
  if (verb.endsWith('ie')) return `${verb.slice(0, -2)}ying`;
  if (/[^eoy]e$/.test(verb) && verb !== 'be') return `${verb.slice(0, -1)}ing`;
  return doubles(verb) ? `${verb}${verb.at(-1)}ing` : `${verb}ing`;
}

export function regularPast(verb: string): string {
  if (verb.endsWith('e')) return `${verb}d`;
  if (/[^aeiou]y$/.test(verb)) return `${verb.slice(0, -1)}ied`;
  return doubles(verb) ? `${verb}${verb.at(-1)}ed` : `${verb}ed`;
}

import type { Feeling } from '../../../schemas/source/blocking.ts';

/**
 * What a verb phrase of an action line asks for. Most kinds are one action of the same name; the others (`enter`,
 * `approach`, `hold` …) become several, or none but a state.
 */
export type DeedKind = keyof typeof phrases;

/**
 * Playable verbs, in the infinitive. Further words of a phrase must follow in the same clause in this order, with at
 * most a short noun phrase between ("picks the phone up", "shakes her head").
 */
const phrases = {
  enter:
    'enter, come in, come inside, come home, come through, walk in, walk inside, step in, step inside, go in, go inside, burst in, barge in, storm in, rush in, run in, hurry in, slip in, sneak in, stride in, wander in, stumble in, stagger in, return, come back, arrive, appear, show up, emerge, join, run up, drift in, shuffle in, file in, get home, follow in, poke in',
  exit: 'exit, leave, go out, walk out, walk off, walk away, storm out, storm off, run out, run off, run away, rush out, rush off, hurry out, hurry off, hurry away, slip out, slip away, sneak out, step out, step outside, go outside, head out, depart, disappear, vanish, flee, come out, march out, stride off, drive off, drive away, stagger out, stumble out, wander off, be gone, be off, leave room, make exit, get out, escape, dash out, dash off, go off, go away, back out, limp off, stalk off, stalk out, stalk',
  go: 'go, walk, cross, head, move, step, stride, stroll, wander, pace, run, rush, hurry, dash, race, march, limp, shuffle, stumble, stagger, wade, climb, creep, sneak, tiptoe, drift, amble, sprint, bolt, charge, pad, come, make way, circle, trot, lead, storm, slip, walk around, walk up and down, pace up and down, walk back and forth, burst, barge, jog, plod, saunter, trudge, scurry, glide, steer, lumber',
  approach:
    'approach, walk up, step up, come up, run over, come over, walk over, go over, hurry over, rush over, cross over, come closer, step closer, move closer, lean close, step toward, draw near, close in, get closer, catch up, head over, rush up, hurry up',
  follow:
    'follow, trail, chase, tail, pursue, go after, run after, hurry after, come after, come along, tag along',
  retreat:
    'back away, back off, back up, step back, retreat, recoil, move away, pull away, draw back, shrink, shrink back, step away, stumble back, step aside, move aside',
  sit: 'sit down, take seat, sink down, plop down, flop down, slump down, drop down, settle down, slide in, settle, perch, get in, climb in, sink, sink into, drop into, collapse into, slide into, flop, plop, sit back down, take place, pull up chair, pull out chair',
  sitting: 'sit, be seated, seat, slouch, slump, lounge, sprawl, be perched, straddle',
  rise: 'rise, stand up, get up, jump up, leap up, spring up, sit up, push up, get to feet, rise to feet, leap to feet, jump to feet, scramble up, scramble, shoot up, spring to feet, struggle up, struggle to feet',
  standing: 'stand, wait, linger, hover, remain, stay, loiter, queue, be standing, hang back',
  kneel:
    'kneel, kneel down, crouch, crouch down, squat, squat down, bend down, drop to knees, hunker down, stoop, get on knee, duck, take cover',
  lie: 'lie down, lie, lie back, collapse, stretch out, curl up, sleep, be asleep, doze, nap, recline, pass out, faint',
  turn: 'turn, turn around, turn round, turn back, spin, spin around, whirl, whirl around, swivel, wheel around, pivot, face, rotate, look back, look behind',
  turnAway: 'turn away, turn back on',
  stop: 'stop, freeze, halt, pause, hesitate, stop short, stand still, stop dead, falter, come to stop, stay put, stare blankly, hold still, stiffen',
  look: 'look, watch, stare, glance, gaze, peer, see, notice, spot, eye, regard, study, examine, inspect, glare, observe, scan, check, find, squint, look over, look at, recognize, recognise, consider, take in, discover, meet eyes, lock eyes, catch eye, exchange look, exchange glance, look up, scowl, leer, peek, survey, stare down, follow with eyes, size up, admire, measure, spy, count, glower, face off, ignore',
  lookAround:
    'look around, look round, look about, glance around, gaze around, search, scan room, look left, look both ways, hunt, look everywhere',
  lookAway: 'look away, glance away, avert eyes, avert gaze, look aside, avoid eyes, avoid gaze',
  lookDown:
    'look down, stare down, glance down, lower eyes, lower head, hang head, bow head, drop eyes, look at floor, stare at floor, look at feet, bow',
  listen: 'listen, hear, overhear, wait for answer, pay attention',
  point:
    'point, indicate, aim, aim at, gesture at, gesture to, gesture toward, motion to, motion toward, motion at, point out, raise gun',
  wave: 'wave, raise hand, beckon, salute, wave at, signal, greet, hail, wave over, wave off, flag down',
  reach:
    'reach, reach out, reach for, touch, grope, fumble, feel for, stretch hand, extend hand, pat, stroke, caress, tap, brush, lay hand, place hand, put hand, hold out hand, offer hand, squeeze, rub, rummage, dig, adjust, poke, press, pluck at, pluck, extend, stretch, straighten, tug, pull at, button, smooth, trace, fiddle, fidget',
  pickUp:
    'pick up, pick, grab, lift, seize, snatch, scoop up, collect, gather, retrieve, fetch, get, snatch up, gather up, catch, lift up, take down, clutch, raise, grasp, grip, remove, select, scoop, unfold, take hold, swipe',
  takeOut:
    'take out, pull out, draw, produce, bring out, fish out, dig out, pull, whip out, slip out, unsheathe, draw out, remove from, get out, pull from, take from pocket, pull up',
  take: 'take, accept, receive, steal, grab from, snatch from, confiscate, borrow, get from, relieve',
  putDown:
    'put down, put, set down, set, place, lay, lay down, drop, leave on, return to, slam down, deposit, slide across, put back, release, toss, throw, fling, hurl, slam, throw down, toss aside, stack, rest, replace, let go, plant, spread, chuck, dump, tip, discard',
  putAway:
    'put away, pocket, tuck, hide, stow, put in pocket, slip into pocket, slide into pocket, conceal, shove, stuff, holster, pack, slip',
  give: 'give, hand, hand over, pass, offer, hand back, give back, present, deliver, slide over, return, hold out, lend, feed, pass over, serve, bring, toss to, throw to, press into, entrust, slide',
  show: 'show, hold up, display, reveal, wave around, brandish, flash, dangle, present, flourish',
  hold: 'hold, carry, have, clutch, cradle, wear, wield, bear, grip, lug, drag, be armed, haul, balance, nurse, tote, keep',
  openDoor:
    'open door, answer door, open, unlock, unlock door, push open, throw open, pull open, swing open, fling open, kick open, ease open, crack open, unbolt',
  closeDoor:
    'close door, shut door, close, shut, slam door, lock door, lock, slam shut, push shut, pull shut, bolt door, close behind, shut behind',
  knock:
    'knock, knock on, bang on, pound on, rap, pound, hammer, hammer on, ring bell, ring doorbell, buzz, thump',
  nod: 'nod, agree, nod at, bow head slightly, give nod, nod slowly, approve, assent',
  shakeHead: 'shake head, disagree, refuse, decline',
  shrug: 'shrug, shrug off, raise shoulders, throw up hands',
  gesture:
    'gesture, gesticulate, motion, explain, argue, demonstrate, talk, speak, whisper, mutter, mumble, shout, yell, call, call out, say, reply, protest, plead, beg, sing, hum, announce, mouth, interrupt, order, insist, chat, tell, ask, answer, scream, cry out, hiss, snap, bark, spit, introduce, recite, pray, lecture, toast, confess, raise finger, spread hands, spread arms, apologize, apologise, warn, accuse, bicker, perform, juggle, snap fingers, click fingers',
  laugh:
    'laugh, chuckle, giggle, burst out laughing, crack up, snicker, snort, cackle, guffaw, titter, burst into laughter, chortle',
  cry: 'cry, weep, sob, break down, burst into tears, tear up, well up, bawl, fight tears, fight back tears, hold back tears, whimper, wipe tear, wipe tears, blubber',
  sigh: 'sigh, exhale, breathe, breathe out, take breath, let out breath, groan, yawn, huff, gasp for breath, catch breath, pant, moan, inhale, whistle, blow out',
  drink:
    'drink, sip, take sip, take drink, take gulp, gulp, swig, take swig, drain, swallow, down, knock back, finish drink, slurp, guzzle, taste, smoke, take drag, light cigarette, puff',
  eat: 'eat, chew, bite, munch, take bite, nibble, devour, lick, bite into, dine, wolf down, spoon, swallow food',
  type: 'type, tap at keyboard, hack, text, dial, press button, punch in, key in, type on, swipe screen, scroll',
  write:
    'write, scribble, scrawl, jot, jot down, sign, draw picture, sketch, note, take notes, doodle, write down, paint, circle on, underline',
  read: 'read, skim, leaf through, flip through, turn page, study letter, read aloud, browse, pore over, thumb through, peruse, flick through, consult',
  phoneUp:
    'answer phone, pick up phone, call on phone, make call, answer, take call, be on phone, talk on phone, grab phone, lift receiver, put phone to ear, lift phone, talk into phone, speak into phone, phone',
  phoneDown: 'hang up, put down phone, end call, hang up phone, lower phone, put phone down, slam phone',
  hug: 'hug, embrace, kiss, hold tight, throw arms, put arms, cling, wrap arms, cuddle, pull close, take in arms, hold close, hold each, draw close, put arm, kiss cheek, nuzzle',
  push: 'push, shove, slap, hit, punch, strike, kick, elbow, nudge, poke at, tackle, smack, grab by, grab collar, grab arm, shake, wrestle, throw punch, attack, fight, strangle, restrain, jab, prod, beat, knock down, lunge, pull back, bump, stab, pin, swing, slug, swat, barge into',
  clap: 'clap, applaud, clap hands, cheer, cheer on',
  think:
    'think, ponder, contemplate, muse, wonder, consider options, stroke chin, scratch head, reflect, think it over, rub chin, scratch chin, weigh, daydream, decide, remember, realize, realise, understand, reconsider, deliberate, calculate, brood, meditate',
  crossArms:
    'cross arms, fold arms, hug herself, hug himself, wrap arms around herself, wrap arms around himself, shiver, cross legs',
  handsOnHips:
    'put hands on hips, place hands on hips, hands on hips, square shoulders, straighten up, pose, puff chest',
  coverFace:
    'cover face, bury face, hide face, cover eyes, wipe eyes, rub eyes, wipe face, rub face, rub temples, cover mouth, put head in hands, facepalm, blow nose, dab eyes, cough, sneeze, clear throat, rub forehead, pinch bridge, hold head, wipe brow, clutch head, wipe mouth, cover ears',
  work: 'work, cook, pour, clean, wash, wipe, chop, stir, cut, fix, repair, sweep, iron, polish, scrub, mix, tinker, make, prepare, serve drinks, dry, tend, sort, fold, assemble, build, hammer nail, dig hole, play, operate, load, unload, pack bag, search drawer, turn on, turn off, switch on, switch off, light, flick, flip, knead, fill, mop, dust, water, plant flowers, sew, knit, arrange, set table, lay table, shuffle cards, deal, unpack, peel, slice, boil, fry, bake, crack, tie, untie, unwrap, wrap, break, smash, tear, rip, dress, undress, open drawer, close drawer, open box, open bag, search through, rifle through, fill glass, mend, saw, carve, measure out, start engine, turn key, brush teeth, comb, shave, shoot, fire, reload, film, photograph, row, fish, cast, rake, shovel, bandage, inject, gather up',
  drive: 'drive, steer car, honk, start car, be driving, ride, brake, accelerate, park, pull over',
  fall: 'fall, fall down, trip, tumble, slip and fall, drop dead, fall over, topple, crumple, keel over, buckle, die, collapse onto floor, stumble and fall',
  jump: 'jump, leap, hop, jump for joy, bounce, spring, skip, vault, jump back, jump off, pounce, celebrate',
  dance: 'dance, sway, twirl, waltz, spin her, boogie, groove, swing dance, tango',
  startle:
    'startle, flinch, gasp, jump in fright, jolt, start, wince, jerk, do double take, shudder, blink, jump at, snap awake, wake, wake up, stir awake, cringe, be startled, jump with, recoil in, twitch',
  lean: 'lean, lean in, lean forward, lean against, lean back, lean over, bend, bend over, hunch, rest against, prop',
  smile:
    'smile, grin, beam, smile back, smirk, crack smile, wink, force smile, give smile, light up, brighten, crack grin',
  frown:
    'frown, scowl, grimace, roll eyes, raise eyebrow, raise eyebrows, furrow brow, knit brow, sneer, narrow eyes, clench jaw, bite lip, purse lips, purse, clench, grit, furrow, grit teeth, clench fist, clench fists, set jaw, pout, blush, arch eyebrow, cock eyebrow, swallow hard',
  feel: 'tremble, quiver, panic, fume, seethe, relax, soften, calm down, worry, hesitate nervously, tense, tense up, relent, compose, despair, rage, boil, cower, melt, falter, break, steel, mourn, grieve, rejoice, snap out, lose temper, look worried, look confused, look sad, look angry, look happy, look surprised, look relieved, look tired, look scared, look afraid, look puzzled, look pleased, look stunned, look shocked, look guilty, look hurt',
} as const;

/** How a verb is walked, and what it tells of the heart; by its infinitive. */
const gaits = {
  run: 'run, race, sprint, bolt, charge, chase, flee, dash, jog',
  hurry:
    'rush, hurry, storm, burst, barge, march, stride, trot, hasten, scurry, pursue, scramble, escape, stalk',
  stroll:
    'stroll, wander, amble, shuffle, limp, creep, sneak, tiptoe, drift, pad, trudge, stagger, saunter, plod, lumber, stumble, pace, wade, climb, slip',
} as const;

const hearts: Readonly<Partial<Record<Feeling, string>>> = {
  happy:
    'smile, grin, beam, laugh, chuckle, giggle, cheer, celebrate, clap, applaud, rejoice, brighten, dance, light up, crack up, cackle, chortle, look happy, look pleased, look relieved, relax, wink',
  sad: 'cry, weep, sob, break down, burst into tears, tear up, well up, bawl, whimper, mourn, grieve, despair, hang head, slump, look sad, look hurt, moan, fight tears, wipe tears, lower head, look guilty, wipe eyes, sink',
  angry:
    'glare, storm, slam, scowl, shove, slap, punch, hit, strike, kick, snarl, fume, seethe, rage, boil, shout, yell, clench, snap, grit, sneer, bark, lose temper, attack, smash, look angry, glower, spit, hiss, slug, fight, argue, bicker, accuse',
  afraid:
    'recoil, cower, tremble, quiver, panic, flee, shrink, shudder, back away, gasp, look scared, look afraid, scream, flinch, cringe, wince, worry, look worried, hide, tense, tense up',
  surprised:
    'startle, freeze, jolt, gape, blink, jerk, look surprised, look stunned, look shocked, discover, realize, realise, stop short, stop dead, stiffen',
  puzzled:
    'frown, squint, ponder, wonder, puzzle, furrow, look confused, look puzzled, scratch head, raise eyebrow, raise eyebrows, arch eyebrow, cock eyebrow, hesitate, falter',
  tired: 'yawn, slouch, trudge, collapse, doze, stagger, look tired, rub eyes, sigh, plod',
  tender:
    'hug, embrace, kiss, caress, stroke, cuddle, soften, hold close, melt, comfort, cradle, nuzzle, hold tight, relent, blush',
  disgusted: 'grimace, gag, retch, roll eyes, spit out, pinch',
  determined: 'march, stride, square shoulders, set jaw, clench jaw, steel, compose, insist, lunge, decide',
  bored: 'lounge, loiter, sprawl, fidget, fiddle, doodle',
};

export interface Phrase {
  words: readonly string[];
  kind: DeedKind;
}
export type Gait = keyof typeof gaits;

function list(text: string): string[] {
  return text.split(', ');
}

/** Phrases by the infinitive they begin with, those with most words first. */
export const phrasesOf: ReadonlyMap<string, readonly Phrase[]> = index();

function index(): Map<string, Phrase[]> {
  const byVerb = new Map<string, Phrase[]>();
  for (const [kind, text] of Object.entries(phrases))
    for (const phrase of list(text)) {
      const [verb = '', ...words] = phrase.split(' ');
      byVerb.set(verb, [...(byVerb.get(verb) ?? []), { words, kind: kind as DeedKind }]);
    }
  for (const entries of byVerb.values()) entries.sort((a, b) => b.words.length - a.words.length);
  return byVerb;
}

function invert<K extends string>(table: Readonly<Partial<Record<K, string>>>): Map<string, K> {
  const out = new Map<string, K>();
  for (const [key, text] of Object.entries(table) as [K, string][])
    for (const phrase of list(text)) if (!out.has(phrase)) out.set(phrase, key);
  return out;
}

const gaitOfVerb = invert<Gait>(gaits);
const feelingOfPhrase = invert<Feeling>(hearts);

export const gaitOf = (verb: string): Gait | undefined => gaitOfVerb.get(verb);
/** The feeling a phrase shows: of the whole phrase, else of its verb. */
export const feelingOf = (verb: string, words: readonly string[]): Feeling | undefined =>
  feelingOfPhrase.get([verb, ...words].join(' ')) ?? feelingOfPhrase.get(verb);

const set = (text: string): ReadonlySet<string> => new Set(text.split(' '));

export const determiners = set(
  'the a an his her their its my your our this that these those some another any each every one two three four both no other several',
);
export const prepositions = set(
  'to at behind by near on onto upon into in inside from toward towards across over under beneath beside between against around about through along past before with without out off up down for of next opposite outside beyond above below onto among like after during without via within amid',
);
/** Words that may stand between a subject and its verb, or after a verb, without meaning an object. */
const adverbs = set(
  'then now again just still finally suddenly quickly back away together too also only almost never always once there here alone hard first last instead both all anyway even somehow straight right well fast around apart ahead aside forward forwards backwards home upstairs downstairs everywhere half once twice abruptly indeed soon even already',
);
export const auxiliaries = set(
  'is are was were be been am has have had do does did will would can could may might must shall should',
);
export const negations = set(
  "not never doesn't don't didn't isn't aren't wasn't won't can't cannot couldn't wouldn't hasn't haven't shan't hardly barely refuses",
);
/** Verbs that hand their meaning to the verb after them: "begins to cry", "keeps typing". */
export const lightVerbs = set(
  'begins begin began starts start started continues continue continued keeps keep kept tries try tried manages manage managed proceeds proceed proceeded attempts attempt attempted wants want wanted seems seem prepares about',
);
export const together = set('as while whilst when');
export const breaks = set('and then but or before after until so because though although yet plus nor');
export const subjectPronouns = set('he she they it we i you');
export const objectPronouns = set('him her them it himself herself themselves us me');
/** Words for everybody present. */
export const everybody = set('they everyone everybody all both them us we');

/** "The three", "the others": those who are there. */
export const groups = set('two three four five six seven pair couple others group family');

export const bodyParts = set(
  'hand hands eye eyes face voice lip lips jaw shoulders shoulder head heart smile fingers finger knees knee brow chin fist fists breath tears tear body mouth arms arm legs leg expression gaze grip knuckles hair',
);

export const isAdverb = (word: string): boolean =>
  adverbs.has(word) || (word.length > 4 && word.endsWith('ly') && word !== 'family' && word !== 'belly');

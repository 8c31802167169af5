import type { Look } from '../../schemas/source/breakdown.ts';
import { words } from './text.ts';

/** What a noun says of a person. */
export interface PersonNoun {
  sex?: 'female' | 'male';
  age?: Look['age'];
  /** Many of them: an extra each. */
  many?: boolean;
}

const nouns = new Map<string, PersonNoun>();
const add = (facts: PersonNoun, text: string) => {
  for (const word of words(text)) nouns.set(word, { ...nouns.get(word), ...facts });
};

add(
  {},
  `person figure stranger cop officer policeman detective guard soldier sergeant captain doctor nurse surgeon patient
   waiter bartender barista chef cook clerk cashier receptionist secretary teacher student pupil professor lawyer judge
   driver cabbie pilot sailor fisherman farmer worker builder mechanic engineer reporter journalist photographer singer
   dancer musician pianist priest pastor monk neighbor neighbour friend visitor guest customer passenger pedestrian
   passerby bystander tourist jogger vendor seller dealer thug robber thief burglar gunman killer assassin agent spy boss
   manager assistant intern host announcer coach player voice operator dispatcher paramedic firefighter fireman janitor
   cleaner mailman postman messenger courier delivery hitchhiker biker hunter prisoner inmate warden beggar drunk
   landlord tenant cousin parent child kid teen teenager toddler baby infant elder twin boyfriend girlfriend spouse
   zombie robot ghost alien narrator leader librarian baker butcher gardener shopkeeper attendant porter usher
   bouncer veteran victim witness suspect interviewer volunteer interpreter carpenter tailor barber`,
);
add(
  { sex: 'male', age: 'adult' },
  'man guy gentleman husband father dad uncle mr groom widower monk priest fireman mailman postman policeman salesman businessman barman doorman fisherman gunman homme mann herr hombre uomo monsieur senor',
);
add(
  { sex: 'female', age: 'adult' },
  'woman lady wife mother mom mum aunt mrs ms miss bride widow nun waitress actress hostess stewardess policewoman businesswoman barmaid maid queen princess duchess femme frau mujer donna madame senora girlfriend nurse',
);
add({ sex: 'male' }, 'king prince duke boyfriend waiter brother son nephew sir lord');
add({ sex: 'female' }, 'sister daughter niece');
add({ sex: 'male', age: 'child' }, 'boy lad garcon junge nino ragazzo');
add({ sex: 'female', age: 'child' }, 'girl lass fille madchen nina ragazza');
add({ age: 'child' }, 'child kid toddler baby infant pupil enfant kind');
add({ age: 'teen' }, 'teen teenager adolescent student');
add({ sex: 'male', age: 'elder' }, 'grandfather grandpa granddad opa abuelo nonno');
add({ sex: 'female', age: 'elder' }, 'grandmother grandma granny oma abuela nonna');
add({ age: 'elder' }, 'elder pensioner');
add(
  { many: true },
  'crowd people onlookers bystanders passersby pedestrians guests customers patrons audience spectators mob gang family police commuters diners staff team crew band choir mourners protesters villagers townspeople shoppers',
);
add({ many: true, sex: 'male' }, 'men policemen firemen fishermen gunmen businessmen');
add({ many: true, sex: 'female' }, 'women ladies nuns waitresses');
add({ many: true, age: 'child' }, 'children kids schoolchildren');

/** What the head noun of a name or phrase says of a person; undefined if it names none. Plurals count as many. */
export function personNoun(word: string): PersonNoun | undefined {
  const own = nouns.get(word);
  if (own) return own;
  for (const singular of [word.replace(/ies$/, 'y'), word.replace(/es$/, ''), word.replace(/s$/, '')]) {
    const facts = singular === word ? undefined : nouns.get(singular);
    if (facts && !facts.many) return { ...facts, many: true };
  }
  return undefined;
}

const numbers = [
  'zero',
  'one',
  'two',
  'three',
  'four',
  'five',
  'six',
  'seven',
  'eight',
  'nine',
  'ten',
  'eleven',
  'twelve',
];

/** The number a word stands for: `two`, `12`. */
export function numberOf(word: string): number | undefined {
  if (/^\d{1,3}$/.test(word)) return Number(word);
  const index = numbers.indexOf(word);
  if (index > 0) return index;
  if (word === 'both' || word === 'couple' || word === 'pair') return 2;
  return word === 'several' || word === 'some' || word === 'few' ? 3 : undefined;
}

/** Words that a name may begin with, and that are no part of it. */
export const titles = words(
  `mr mrs ms miss dr doctor prof professor detective inspector officer sergeant sgt captain capt lieutenant lt major
   colonel general agent father sister brother aunt uncle reverend judge president senator sir lady lord king queen
   prince princess madame monsieur herr frau senor senora don dona nurse chef coach deputy sheriff chief corporal private`,
);

/** Words that make two persons of one name: OLD MARY is not MARY. */
export const distinguishing = words(
  'young younger old older little big adult teen teenage baby tall short other first second third fat thin real fake dead',
);

/** Verbs, third person, that only persons do in action lines. */
export const personVerbs = words(
  `enters exits sits stands walks smiles nods looks waits whispers laughs cries stares sighs kneels frowns wears grins
   shrugs leans watches speaks hesitates listens picks grabs takes holds puts hands pours drinks reads writes says asks
   shouts follows steps glances gazes turns runs climbs knocks sleeps wakes eats cooks types works paces hugs kisses
   points waves winks blinks swallows coughs weeps sobs studies notices sees hears pulls pushes carries searches rushes
   hurries crouches freezes lies opens closes crosses approaches joins`,
);

const female = words(
  `mary anna anne ann vera nadia mara sarah sara emma olivia sophia sophie isabel isabelle ava mia charlotte amelia harper
   evelyn abigail emily ella elizabeth camila luna sofia avery mila aria scarlett penelope layla chloe victoria madison
   eleanor grace nora riley zoey hannah hazel lily ellie violet lillian zoe stella aurora natalie emilia leah alice lucy
   claire clara julia julie rose ruby jane jean joan judy judith karen kate katie katherine catherine kathleen kim laura
   lauren linda lisa louise maria marie margaret martha megan melissa michelle monica nancy nicole pam patricia paula peggy
   rachel rebecca ruth samantha sandra sharon sheila shirley susan teresa theresa tina tracy vanessa wendy agnes alma amy
   andrea angela audrey barbara beatrice betty brenda carmen carol caroline cecilia christina christine cindy daisy debbie
   deborah denise diana diane donna doris dorothy edith elaine elena elsa erin esther eva eve fatima florence frances
   gabriela gloria gwen heather heidi helen helena ida ingrid irene iris jacqueline janet jennifer jenny jessica joyce
   juliet june leila lena lois lola lydia mabel maggie marge marilyn marion marta matilda maud maya mei molly myra nina olga
   pearl petra phoebe priya rita roberta rosa sally selma sonia sylvia tanya ursula valerie veronica vivian wilma yoko yuki
   elodie amelie chantal colette corinne genevieve giselle helene ines jeanne josephine juliette lucie madeleine manon
   mathilde monique noemie odette simone solange sylvie yvette yvonne astrid brigitte elke freya greta gretchen hilda inge
   katja liesl lotte marlene sigrid silke ulla ute ana beatriz blanca consuelo dolores esperanza guadalupe ines juana
   lourdes luz mercedes pilar rocio soledad bianca chiara francesca giulia ginevra lucia paola aisha amina khadija layla
   noor yasmin zainab ming ling xia hana keiko sakura aiko naomi tess tessa ivy kay faye eden shannon`,
);
const male = words(
  `sam ivo oskar oscar james john robert michael mike william will bill david richard joseph joe thomas tom charles
   charlie christopher chris daniel dan matthew matt anthony tony mark donald steven steve paul andrew andy joshua josh
   kenneth ken kevin brian george edward ed ted ronald ron timothy tim jason jeffrey jeff ryan jacob jake gary nicholas
   nick eric jonathan stephen larry justin scott brandon benjamin ben samuel gregory greg frank alexander alex patrick
   raymond ray jack dennis jerry tyler aaron jose henry harry adam douglas nathan peter zachary kyle walter walt harold
   jeremy ethan carl karl keith roger gerald christian terry sean arthur austin noah lawrence jesse bryan billy bruce
   gabriel logan albert willie alan juan wayne elijah randy roy vincent ralph eugene russell bobby bob philip phil johnny
   liam lucas luke luca mason oliver leo leon max milo felix hugo victor ivan igor boris dmitri sergei nikolai pavel viktor
   mikhail vladimir hans klaus fritz jurgen wolfgang otto emil kurt heinrich dieter ernst lars sven nils bjorn erik olaf
   pierre jean-pierre jacques louis luc marcel michel olivier philippe rene yves antoine francois gilles henri claude alain
   etienne didier carlos diego fernando javier jorge luis manuel miguel pablo pedro ramon raul ricardo roberto santiago
   marco mario giovanni giuseppe paolo pietro antonio bruno carlo enzo lorenzo matteo stefano ali ahmed hassan ibrahim
   khalid mohammed muhammad mustafa omar yusuf chen wei li jun hiroshi kenji takeshi akira raj arjun vikram sanjay ravi
   ezra eli isaac abel abraham moses simon saul elias jonas gus hank earl clyde floyd vince dale duke rex cole finn
   ian neil nigel colin graham stuart trevor clive derek gordon hector stanley sidney percy rupert cecil desmond
   silas jasper theo theodore rory declan connor seamus nikita ilya sasha garcia attila andrej elisha noa`,
);

/** The sex a given name is usually borne by: `sure` where the tables know it, else by a final -a or -o. */
export function sexOfName(name: string): { sex: 'female' | 'male'; sure: boolean } | undefined {
  const first = name.split(' ').find((word) => !titles.has(word) && !distinguishing.has(word));
  if (first === undefined) return undefined;
  if (female.has(first)) return { sex: 'female', sure: true };
  if (male.has(first)) return { sex: 'male', sure: true };
  if (!/^\p{Script=Latin}{3,}$/u.test(first)) return undefined;
  if (/[^o]a$/.test(first)) return { sex: 'female', sure: false };
  return first.endsWith('o') ? { sex: 'male', sure: false } : undefined;
}

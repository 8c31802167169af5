import type { Prop } from '../../schemas/source/breakdown.ts';
import { words } from './text.ts';

/** Nouns that name each kind of prop, folded: English, French, German, Spanish, Italian. */
const kindWords: Record<Exclude<Prop['kind'], 'thing'>, string> = {
  cup: 'cup mug teacup coffee tea tasse taza tazza becher',
  glass: 'glass tumbler beer whiskey whisky drink cocktail shot pint verre glas vaso bicchiere',
  wineglass: 'wineglass champagne goblet wine weinglas',
  bottle: 'bottle flask vial jar bouteille flasche botella bottiglia canteen thermos',
  plate: 'plate dish bowl tray saucer assiette teller plato piatto',
  book: 'book notebook diary journal novel bible album ledger passport livre buch libro script manuscript',
  phone:
    'phone telephone cellphone mobile smartphone receiver handset telefon telefono handy portable walkie-talkie',
  letter: 'letter postcard note telegram lettre brief carta lettera',
  paper:
    'paper document contract form file folder page receipt check cheque drawing sheet bill list papier blatt papel documento dossier poster leaflet',
  newspaper: 'newspaper magazine journal_papier zeitung periodico giornale',
  envelope: 'envelope enveloppe umschlag sobre busta',
  photo: 'photo photograph picture polaroid portrait snapshot foto fotografia',
  key: 'key keycard keyring cle clef schlussel llave chiave',
  gun: 'gun pistol revolver rifle shotgun weapon handgun pistolet fusil pistole gewehr waffe pistola fucile',
  knife: 'knife blade dagger scalpel razor scissors sword axe couteau messer cuchillo coltello machete',
  bag: 'bag backpack purse handbag satchel rucksack sack duffel pouch wallet sac tasche beutel rucksack bolso bolsa borsa',
  suitcase: 'suitcase briefcase luggage valise koffer maleta valigia attache',
  box: 'box package parcel crate carton chest case container present gift safe boite schachtel karton kiste paquet caja scatola toolbox',
  laptop: 'laptop computer tablet notebook_computer ordinateur portatil ipad',
  pen: 'pen pencil marker chalk brush paintbrush stylo stift lapiz boligrafo penna quill',
  cigarette:
    'cigarette cigar joint pipe cigarillo zigarette cigarrillo sigaretta lighter match matches matchbook',
  flowers:
    'flower flowers bouquet rose roses tulips lilies daisies fleur fleurs blume blumen rosen flores flor fiori fiore',
  umbrella: 'umbrella parasol parapluie regenschirm schirm paraguas ombrello cane stick',
  lamp: 'lamp flashlight torch lampe lampara lampada taschenlampe headlamp',
  lantern: 'lantern lanterne laterne farol lanterna',
  ring: 'ring necklace bracelet locket medallion amulet bague anneau anillo anello pendant brooch earring',
  money: 'money cash bill_of_money coin coins banknote dollar wad argent geld dinero soldi banknotes',
  ticket: 'ticket card pass badge id boarding_pass billet fahrkarte billete biglietto envelope_card license',
  hat: 'hat helmet mask crown wig chapeau hut sombrero cappello maske',
  ball: 'ball football basketball balloon marble ballon pelota palla globe apple orange',
  rope: 'rope cord chain cable string leash handcuffs corde seil cuerda corda kette whip ribbon',
  tool: 'hammer wrench screwdriver shovel spade crowbar saw drill broom mop bucket spanner tool rake pickaxe axt schaufel besen eimer marteau pelle martillo pala net oar fishing_rod',
  radio: 'radio transistor recorder walkman stereo speaker microphone mic gramophone music_box',
  camera: 'camera camcorder binoculars telescope kamera camara fotocamera',
  candle: 'candle candlestick bougie kerze vela candela candles',
  food: 'bread sandwich cake food apple_pie pie pizza soup burger egg eggs fruit cookie cookies chocolate candy pain brot pan_de pastel torta kuchen banana cheese meat fish noodles rice popcorn donut croissant',
  pan: 'pan pot kettle saucepan skillet poele pfanne topf sarten olla padella teapot',
  watch: 'watch pocketwatch stopwatch compass clock montre uhr reloj orologio wristwatch hourglass',
  map: 'map chart blueprint blueprints carte karte landkarte mapa mappa',
};

const byWord = new Map<string, Prop['kind']>();
for (const [kind, text] of Object.entries(kindWords) as [Prop['kind'], string][])
  for (const word of words(text)) if (!byWord.has(word)) byWord.set(word, kind);

/** The kind of prop a noun names, singular or plural; undefined if it names none. */
export function propKindOf(word: string): Prop['kind'] | undefined {
  if (word === 'glasses') return undefined;
  const own = byWord.get(word);
  if (own || !word.endsWith('s')) return own;
  const stem = word.slice(0, -1);
  return (
    byWord.get(stem) ??
    (word.endsWith('es') ? byWord.get(word.slice(0, -2)) : undefined) ??
    (word.endsWith('ies') ? byWord.get(`${word.slice(0, -3)}y`) : undefined) ??
    (word.endsWith('ves') ? byWord.get(`${word.slice(0, -3)}fe`) : undefined)
  );
}

/** Words that open a noun phrase. */
export const determiners = words(
  `a an the this that these those his her their my your our its another some any no one two three four five six several
   both each every le la les l un une des du son sa ses leur der die das den dem des ein eine einen einem einer sein
   seine seinen ihr ihre ihren el los las una unos unas su sus il lo gli i uno`,
);

/** Adjectives and materials that may stand between article and noun, and belong to the name. */
export const adjectives = words(
  `old new small little big large tiny huge heavy light long short thick thin round square flat empty full half-empty
   half-full broken cracked torn crumpled folded dirty clean dusty rusty shiny antique ancient battered worn cheap
   expensive fancy plain wooden metal brass golden silver steel iron copper leather paper plastic cardboard ceramic
   china crystal porcelain clay stone velvet silk woolen cotton straw bloody burning burnt lit unlit open closed sealed
   locked wrapped unopened handwritten yellowed faded framed loaded smoking steaming hot cold fresh dead red blue green
   yellow orange purple violet pink brown black white grey gray beige cream gold bronze dark bright pale navy scarlet
   crimson teal tan wine whiskey whisky beer coffee tea water milk love birthday wedding pocket hand kitchen bread
   butcher cell mobile rotary toy teddy paint spare second last first single strange mysterious familiar same other
   vintage ornate tattered soggy wet`,
);

/** What one takes, holds and hands over; their object may be a thing no list knows. */
export const handVerbs = words(
  `holds holding carries carrying takes grabs picks lifts drops hands gives clutches clutching raises brings pockets
   unwraps examines inspects retrieves produces snatches throws tosses catches hides slides offers steals`,
);

/** Objects of such verbs that are no props: bodies, furniture, clothes, and what only sounds like a thing. */
export const noProps = words(
  `hand hands arm arms head face eye eyes foot feet leg legs finger fingers shoulder shoulders hair mouth lips nose ear
   ears neck chest back heart body breath voice seat chair table desk door window bed sofa couch bench stool wall floor
   room car house coat jacket shirt dress suit shoes boots trousers pants scarf gloves sleeve collar tie step steps look
   glance moment minute second seconds while time break turn bow chance decision sip bite drag place position way corner
   side end top bottom edge part piece rest it her him them one other others attention gaze stare smile laugh sigh deep
   photo-op call shower bath nap walk ride bus train taxi cab lift elevator stairs lead cover aim notice man woman boy
   girl child baby people crowd dog cat horse name story truth hope point interest nothing something everything anything
   everyone handle wheel thing things lot bit few more again off up down out`,
);

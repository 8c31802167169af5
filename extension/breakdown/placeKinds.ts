import type { SetKind } from '../../schemas/source/breakdown.ts';
import { addTo, fold, foldedWords } from './text.ts';

/**
 * Words that name a kind of place, folded: English, French, German, Spanish, Italian, and the commonest of Portuguese,
 * Dutch, Russian, Chinese and Japanese. An underscore joins the words of a phrase.
 */
const kindWords: Record<SetKind, string> = {
  kitchen: `kitchen kitchenette galley pantry cuisine kuche cocina cucina cozinha keuken кухня 厨房 台所 キッチン`,
  bedroom: `bedroom bed dormitory dorm nursery motel_room hotel_room suite motel hotel chambre schlafzimmer
    kinderzimmer hotelzimmer dormitorio habitacion alcoba camera_da_letto quarto slaapkamer спальня 卧室 寝室 宾馆`,
  living: `living_room lounge den parlor parlour drawing_room sitting_room family_room apartment flat house home cabin
    cottage living loft studio dining_room study library salon sejour maison appartement wohnzimmer wohnung haus stube
    huette hutte sala casa piso apartamento salotto soggiorno appartamento woonkamer huis квартира гостиная дом 客厅 家
    公寓 リビング 居間 trailer mansion villa farmhouse farm bungalow penthouse`,
  office: `office bureau buro agency newsroom headquarters boardroom conference_room meeting_room oficina despacho
    ufficio escritorio kantoor офис кабинет 办公室 会议室 オフィス police_station precinct bank cubicle reception lab laboratory
    control_room studio_office`,
  bar: `bar pub cafe coffee_shop coffeehouse diner restaurant tavern saloon club nightclub bistro canteen cafeteria inn
    brasserie kneipe gaststatte wirtshaus lokal bodega cantina taberna ristorante trattoria osteria бар кафе ресторан
    酒吧 咖啡馆 餐厅 饭馆 居酒屋 カフェ 喫茶店 レストラン 카페 pizzeria`,
  bare: `interrogation cell prison jail bunker basement cellar dungeon vault interrogation_room holding_cell white_room
    tent cave verhorraum zelle keller cave_a_vin celda sotano cantina_sotterranea cella подвал камера 审讯室 牢房 地下室 attic
    grenier dachboden desvan soffitta void storage closet bathroom toilet restroom shower`,
  corridor: `corridor hallway hall_way passage stairs stairwell staircase elevator lift lobby foyer landing couloir
    escalier ascenseur flur gang treppe treppenhaus aufzug pasillo escalera ascensor corridoio scale коридор 走廊 楼梯 电梯
    廊下 train_car train_carriage carriage compartment train subway_car plane airplane cabin_of_a_plane tunnel`,
  shop: `shop store supermarket market bakery boutique pharmacy bookshop bookstore grocery deli butcher florist
    boulangerie magasin boutique librairie laden geschaft backerei buchhandlung apotheke tienda panaderia farmacia
    libreria negozio panetteria loja winkel магазин 商店 超市 书店 店 コンビニ pawnshop barbershop salon_de_coiffure laundromat`,
  hospital: `hospital clinic ward icu operating_room emergency_room morgue infirmary surgery hopital clinique
    krankenhaus klinik ospedale clinica больница 医院 病房 病院`,
  classroom: `classroom class school schoolroom lecture_hall kindergarten university salle_de_classe ecole
    klassenzimmer schule aula clase escuela colegio classe scuola школа класс 教室 学校 大学`,
  garage: `garage workshop warehouse hangar factory barn shed boathouse werkstatt lagerhalle scheune fabrik fabrique
    atelier entrepot usine taller almacen fabrica officina magazzino гараж склад 车库 仓库 工厂 倉庫 parking_garage stable`,
  hall: `hall church chapel cathedral temple mosque synagogue theater theatre cinema museum gallery ballroom
    auditorium courtroom court gym gymnasium stage arena casino eglise cathedrale musee tribunal kirche saal gericht
    iglesia catedral museo teatro chiesa sala_grande церковь театр 教堂 大厅 礼堂 剧院 教会 palace castle throne_room airport
    terminal aeroport flughafen aeropuerto`,
  car: `car taxi cab truck van limo limousine vehicle bus pickup jeep suv ambulance voiture camion auto wagen lkw coche
    furgoneta macchina camionetta автомобиль машина такси 车 汽车 出租车 车内 車 타 택시 minivan sedan driver's_seat backseat
    police_car squad_car cockpit`,
  street: `street road avenue boulevard sidewalk pavement square plaza intersection crossing corner town city village
    downtown neighborhood neighbourhood market_square bridge highway rue avenue trottoir place_publique ville pont
    strasse platz stadt dorf brucke gehweg calle plaza avenida ciudad pueblo puente strada piazza via citta ponte rua
    straat plein улица площадь город 街 街道 马路 大街 广场 路 道 通り 거리 entrance driveway motorway curb`,
  alley: `alley alleyway backstreet back_street lane passageway ruelle gasse hinterhof callejon vicolo переулок 小巷 胡同
    路地 골목`,
  forest: `forest wood woods jungle grove thicket clearing trail path swamp foret bois wald lichtung bosque selva foresta
    floresta bos лес 森林 树林 森 숲`,
  beach: `beach shore seashore coast sea ocean lake lakeside river riverbank harbor harbour dock docks pier quay jetty
    island boat ship deck dunes lighthouse plage mer lac riviere port quai bateau strand meer see fluss hafen ufer insel
    boot playa mar costa lago rio puerto spiaggia fiume porto barca praia kust пляж море река озеро берег 海滩 海边 湖 河
    码头 海岸 浜 海 바다`,
  field: `field meadow prairie plain plains desert farmland pasture hill hills hillside mountain mountains valley
    cliff steppe wheat wheatfield snow battlefield champ pre colline montagne desert feld wiese acker hugel berg
    wuste campo prado colina montana desierto collina deserto veld поле гора 田野 草原 山 沙漠 野 들판 vineyard orchard
    salt_flats wasteland sky space moon planet`,
  rooftop: `roof rooftop roof_terrace terrace balcony toit terrasse balcon dach dachterrasse balkon azotea tejado terraza
    tetto terrazza крыша 屋顶 天台 屋上 阳台 옥상`,
  park: `park garden gardens playground cemetery graveyard bench zoo jardin parc cimetiere garten friedhof spielplatz
    jardin parque cementerio giardino parco cimitero tuin парк сад кладбище 公园 花园 墓地 公園 庭園 공원 fountain`,
  yard: `yard backyard front_yard courtyard patio porch veranda lawn pool poolside cour hof innenhof vorgarten patio
    patio_trasero cortile двор 院子 后院 庭 마당 farmyard gate front_door doorstep`,
  station: `station train_station platform bus_stop bus_station subway metro gare quai_de_gare bahnhof bahnsteig
    haltestelle estacion anden stazione binario estacao вокзал станция 车站 站台 地铁 駅 역`,
};

interface Entry {
  kind: SetKind;
  words: string[];
}

const byLastWord = new Map<string, Entry[]>();
const wideWords: { kind: SetKind; word: string }[] = [];
for (const [kind, text] of Object.entries(kindWords) as [SetKind, string][])
  for (const phrase of text.trim().split(/\s+/)) {
    const parts = phrase.split('_');
    if (/^[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+$/u.test(phrase)) wideWords.push({ kind, word: phrase });
    const last = parts.at(-1) ?? phrase;
    addTo(byLastWord, last, { kind, words: parts });
  }
for (const entries of byLastWord.values()) entries.sort((a, b) => b.words.length - a.words.length);
wideWords.sort((a, b) => b.word.length - a.word.length);

/** Endings of compounds: German rooms, and the like. */
const endings: readonly (readonly [RegExp, SetKind])[] = [
  [/schlafzimmer$|kinderzimmer$/, 'bedroom'],
  [/wohnzimmer$|wohnung$|haus$/, 'living'],
  [/kuche$/, 'kitchen'],
  [/klassenzimmer$/, 'classroom'],
  [/strasse$|platz$/, 'street'],
  [/wald$/, 'forest'],
  [/zimmer$|raum$/, 'bare'],
  [/laden$|geschaft$/, 'shop'],
  [/garten$|park$/, 'park'],
  [/hof$/, 'yard'],
  [/straat$/, 'street'],
  [/room$/, 'living'],
];

function lookUp(found: readonly string[], index: number): SetKind | undefined {
  const word = found[index] ?? '';
  const forms = [word, word.replace(/'s$/, ''), word.replace(/e?s$/, ''), word.replace(/s$/, '')];
  for (const form of forms)
    for (const { kind, words } of byLastWord.get(form) ?? []) {
      const before = words.slice(0, -1);
      const start = index - before.length;
      if (start >= 0 && before.every((each, i) => found[start + i] === each)) return kind;
    }
  return endings.find(([ending]) => ending.test(word))?.[1];
}

/** The kind of place that the words of one text name; the last naming word counts (`POLICE STATION LOBBY` is a lobby). */
export function kindIn(text: string): SetKind | undefined {
  const found = foldedWords(text);
  for (let index = found.length - 1; index >= 0; index--) {
    const kind = lookUp(found, index);
    if (kind) return kind;
  }
  const folded = fold(text);
  return wideWords.find(({ word }) => folded.includes(word))?.kind;
}

const outdoors = new Set<SetKind>([
  'street',
  'alley',
  'forest',
  'beach',
  'field',
  'rooftop',
  'park',
  'yard',
  'station',
]);

/** Whether a kind of place is under the sky. */
export const isOutdoors = (kind: SetKind): boolean => outdoors.has(kind);

/** What one sees of an indoor kind from outside. */
const outside: Partial<Record<SetKind, SetKind>> = {
  living: 'yard',
  kitchen: 'yard',
  bedroom: 'yard',
  garage: 'alley',
  bare: 'alley',
  car: 'street',
};
/** What an outdoor kind is when one is inside of it. */
const inside: Partial<Record<SetKind, SetKind>> = {
  station: 'hall',
  beach: 'bare',
  rooftop: 'bare',
  street: 'corridor',
  alley: 'corridor',
  yard: 'living',
};

/** Furniture and things of first actions that give an unnamed room away. */
const roomSigns: readonly (readonly [RegExp, SetKind])[] = [
  [/\b(?:stove|sink|oven|fridge|kettle|worktop)\b/, 'kitchen'],
  [/\b(?:bed|pillow|blanket|wakes)\b/, 'bedroom'],
  [/\b(?:desk|computer|monitor|filing cabinet|typewriter)\b/, 'office'],
  [/\b(?:bartender|barman|barstool|waiter|waitress|bottles)\b/, 'bar'],
  [/\b(?:blackboard|pupils|students)\b/, 'classroom'],
  [/\b(?:steering wheel|dashboard|passenger seat|drives)\b/, 'car'],
  [/\b(?:sofa|couch|armchair|fireplace|television|tv)\b/, 'living'],
  [/\b(?:waves|sand|sea)\b/, 'beach'],
  [/\b(?:trees|leaves)\b/, 'forest'],
  [/\b(?:traffic|pavement|sidewalk)\b/, 'street'],
];

/** The kind of a place: by its name from the narrowest part outwards, its first action, else a room or a street. */
export function placeKind(
  parts: readonly string[],
  setting: 'INT' | 'EXT' | 'INT/EXT' | undefined,
  firstAction: string,
): SetKind {
  const named = [...parts]
    .reverse()
    .map(kindIn)
    .find((kind) => kind !== undefined);
  const action = fold(firstAction);
  const kind =
    named ?? roomSigns.find(([sign]) => sign.test(action))?.[1] ?? (setting === 'EXT' ? 'street' : 'living');
  if (setting === 'EXT' && !isOutdoors(kind)) return outside[kind] ?? 'street';
  return setting === 'INT' ? (inside[kind] ?? kind) : kind;
}
